import { useRef, type ReactNode, type RefObject } from 'react'
import type { Server } from '../../shared/server.ts'
import { serverAtPort } from '../../shared/server-text.ts'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { keySentence, type KeyStep } from './key-step.ts'
import styles from './ServerKey.module.css'
import { ServerKeyForm } from './ServerKeyForm.tsx'

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
  const own = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useFocusHome(own, home)
  const isOpen = step?.kind === 'open' || step?.kind === 'sending'
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
        Enter key<span className="spoken"> for {serverAtPort(server)}</span>
      </button>
      <p className={styles['said']} role="status">
        {keySentence(step, atMs)}
      </p>
      {isOpen ? (
        <ServerKeyForm
          label={`Key for ${serverAtPort(server)}`}
          refusal={step.kind === 'open' ? step.refusal : null}
          isSending={step.kind === 'sending'}
          onSend={onSend}
          onCancel={close}
          home={button}
        />
      ) : null}
    </div>
  )
}
