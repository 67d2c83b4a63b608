import { useEffect, useId, useRef, type ReactNode } from 'react'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useEscape } from '../ui/use-escape.ts'
import { unbroken } from '../ui/unbroken.ts'
import styles from './ActQuestion.module.css'

interface Props {
  /** One paragraph each. */
  readonly sentences: readonly string[]
  /** What it is about, for who listens: `Loom`. */
  readonly name: string
  readonly yes: string
  /** It would be ended without being asked. */
  readonly isForced: boolean
  readonly onGoOn: () => void
  readonly onKeep: () => void
}

/** Asked in place, before something is let go of which something may be lost. Escape keeps. */
export function ActQuestion(props: Props): ReactNode {
  const { sentences, name, yes, isForced, onGoOn, onKeep } = props
  const textId = useId()
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // it may come seconds after the click: whoever has gone elsewhere stays there
    const at = document.activeElement
    const isHere =
      at === document.body || keep.current?.closest('[data-asks]')?.contains(at) === true
    if (isHere) keep.current?.focus()
  }, [])
  useEscape(true, onKeep)
  return (
    <div
      className={styles['question']}
      data-tone={isForced ? 'alarm' : undefined}
      role="group"
      aria-labelledby={textId}
    >
      <div id={textId} role="status">
        {sentences.map((sentence) => (
          <p key={sentence}>{unbroken(sentence)}</p>
        ))}
      </div>
      <div className={styles['answers']}>
        <SmallButton ref={keep} text="Keep" spoken={`Keep ${name}`} onClick={onKeep} />
        <SmallButton
          text={yes}
          spoken={`${yes}: ${name}`}
          tone={isForced ? 'alarm' : undefined}
          onClick={onGoOn}
        />
      </div>
    </div>
  )
}
