import { useId, useRef, useState, type ReactNode } from 'react'
import type { LimitGuide } from '../../shared/limit-raise.ts'
import { formatBytes } from '../../shared/units.ts'
import { useEscape } from '../ui/use-escape.ts'
import { LimitPanel } from './LimitPanel.tsx'
import styles from './LimitPlace.module.css'
import { useLimit } from './use-limit.ts'

/** The way to a higher limit of the GPU: only where it can be raised, or has been. */
export function LimitPlace({ guide }: { readonly guide: LimitGuide }): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const limit = useLimit()
  const id = useId()
  const { raisedToBytes } = guide
  useEscape(isOpen, () => {
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
          Raised to {formatBytes(raisedToBytes)} until the next restart
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
        {raisedToBytes === null ? 'Raise the limit…' : 'Change it…'}
        {raisedToBytes === null ? null : <span className="spoken"> (the limit of the GPU)</span>}
      </button>
      <div id={id} className={styles['panel']} hidden={!isOpen}>
        {isOpen ? <LimitPanel guide={guide} limit={limit} home={button} /> : null}
      </div>
    </div>
  )
}
