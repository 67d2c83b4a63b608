import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './ConfirmButton.module.css'

interface Props {
  readonly text: string
  readonly spoken?: string
  /** What would come of it, as a question. */
  readonly question: string
  /** What says yes: the act, by its name. */
  readonly yes: string
  readonly isDisabled: boolean
  readonly onConfirm: () => void
}

/** A button that asks before it does what cannot be undone: the question stands in its place, and has the keyboard. */
export function ConfirmButton(props: Props): ReactNode {
  const { text, spoken, question, yes, isDisabled, onConfirm } = props
  const { t } = useWords()
  const [isAsking, setAsking] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const asked = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    if (isAsking) asked.current?.focus()
  }, [isAsking])
  const close = (): void => {
    setAsking(false)
    // once the button stands there again
    requestAnimationFrame(() => place.current?.querySelector('button')?.focus())
  }
  return (
    <div ref={place} className={styles['place']}>
      {isAsking ? (
        <div
          ref={asked}
          className={styles['question']}
          role="group"
          tabIndex={-1}
          aria-labelledby={id}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            close()
          }}
        >
          <span id={id}>{question}</span>
          <SmallButton text={t('relief.cancel')} onClick={close} />
          <SmallButton
            text={yes}
            tone="alarm"
            onClick={() => {
              close()
              onConfirm()
            }}
          />
        </div>
      ) : (
        <SmallButton
          text={text}
          {...(spoken === undefined ? {} : { spoken })}
          disabled={isDisabled}
          onClick={() => setAsking(true)}
        />
      )}
    </div>
  )
}
