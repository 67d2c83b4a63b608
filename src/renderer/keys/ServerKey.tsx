import { useRef, type ReactNode, type RefObject } from 'react'
import type { Server } from '../../shared/server.ts'
import { serverAtPort } from '../../shared/server-text.ts'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { NotLoaded } from '../ui/NotLoaded.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import { keyNews, type KeyStep } from './key-step.ts'
import styles from './ServerKey.module.css'
import { useLater } from '../ui/use-later.ts'

// few servers want a key, and those want it once
const loadForm = () => import('./ServerKeyForm.tsx').then(({ ServerKeyForm }) => ServerKeyForm)

export interface KeyActions {
  readonly onOpen: () => void
  readonly onSend: (apiKey: string) => void
  readonly onDrop: () => void
}

interface Props extends KeyActions {
  readonly server: Server
  /** null where nobody has asked for its form. */
  readonly step: KeyStep | null
  /** Of the Snapshot that says that the server is closed. */
  readonly atMs: number
  /** Where the keyboard goes when this goes that had it. */
  readonly home: RefObject<HTMLElement | null>
}

/** The way to give a closed server its key, in place, and what came of it. It goes with the server's being closed. */
export function ServerKey({ server, step, atMs, home, onOpen, onSend, onDrop }: Props): ReactNode {
  const { t, say } = useWords()
  const own = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useFocusHome(own, home)
  const isOpen = step?.kind === 'open' || step?.kind === 'sending'
  const form = useLater(isOpen, loadForm)
  const news = keyNews(step, atMs)
  const close = (): void => {
    button.current?.focus()
    onDrop()
  }
  return (
    <div ref={own} className={styles['key']}>
      <button
        ref={button}
        type="button"
        className={styles['open']}
        aria-expanded={isOpen}
        onClick={isOpen ? close : onOpen}
      >
        <AlsoSpoken
          text={t('models.enterKey')}
          spoken={t('models.enterKeyFor', { server: say(serverAtPort(server)) })}
        />
      </button>
      <p className={styles['said']} role="status">
        {news === null ? null : t(`models.key.${news}`)}
      </p>
      {form.isFailed ? <NotLoaded /> : null}
      {form.part === null ? null : (
        <form.part.Part
          label={t('models.keyFor', { server: say(serverAtPort(server)) })}
          refusal={step?.kind === 'open' ? step.refusal : null}
          isSending={step?.kind === 'sending'}
          onSend={onSend}
          onCancel={close}
          home={button}
        />
      )}
    </div>
  )
}
