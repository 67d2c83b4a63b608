import { useId, useRef, useState, type ReactNode } from 'react'
import type { LimitGuide } from '../../shared/limit-raise.ts'
import { formatBytes } from '../../shared/units.ts'
import { useEscape } from '../ui/use-escape.ts'
import { Late } from '../ui/Late.tsx'
import { useWords } from '../words/use-words.ts'
import type { LimitPanel } from './LimitPanel.tsx'
import styles from './LimitPlace.module.css'
import { useLimit } from './use-limit.ts'

const loadPanel = (): Promise<typeof LimitPanel> =>
  import('./LimitPanel.tsx').then((part) => part.LimitPanel)

/** The way to a higher limit of the GPU: only where it can be raised, or has been. */
export function LimitPlace({ guide }: { readonly guide: LimitGuide }): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const limit = useLimit()
  const { t, figure } = useWords()
  const id = useId()
  const { raisedToBytes } = guide
  useEscape(isOpen, (event) => {
    if (event.defaultPrevented) return
    event.preventDefault()
    setOpen(false)
    button.current?.focus()
  })
  // what came of it is still to be read
  const isOffered = guide.kind === 'ok' || raisedToBytes !== null || limit.step.kind !== 'idle'
  if (!isOffered) return null
  return (
    <div className={styles['place']}>
      {raisedToBytes === null ? null : (
        <span className={styles['raised']}>
          {t('limit.raised', { to: figure(formatBytes(raisedToBytes)) })}
        </span>
      )}
      <button
        ref={button}
        type="button"
        className={styles['open']}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {raisedToBytes === null ? t('limit.open') : t('limit.change')}
        {raisedToBytes === null ? null : <span className="spoken"> {t('limit.changeWhat')}</span>}
      </button>
      <div id={id} className={styles['panel']} hidden={!isOpen}>
        {isOpen ? <Late load={loadPanel} props={{ guide, limit, home: button }} /> : null}
      </div>
    </div>
  )
}
