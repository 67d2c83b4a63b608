import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react'
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
  /** Where the keyboard goes once it is done, where that takes the button away. */
  readonly home?: RefObject<HTMLElement | null>
  readonly onConfirm: () => void
}

/** A button that asks before it does what cannot be undone: the question stands in its place, and has the keyboard. */
export function ConfirmButton(props: Props): ReactNode {
  const { text, spoken, question, yes, isDisabled, home, onConfirm } = props
  const { t } = useWords()
  const [isAsking, setAsking] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const asked = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    if (isAsking) asked.current?.focus()
  }, [isAsking])
  const wasAsking = useRef(false)
  // where nothing else took the keyboard with the question's end
  useLayoutEffect(() => {
    const isHeld = document.activeElement !== document.body
    if (wasAsking.current && !isAsking && !isHeld) place.current?.querySelector('button')?.focus()
    wasAsking.current = isAsking
  }, [isAsking])
  const close = (): void => setAsking(false)
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
              home?.current?.focus({ preventScroll: true })
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
