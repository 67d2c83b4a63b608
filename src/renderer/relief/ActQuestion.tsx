import { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useEscape } from '../ui/use-escape.ts'
import { unbroken } from '../ui/unbroken.ts'
import { useWords } from '../words/use-words.ts'
import { createOpenQuestions, type OpenQuestion } from './open-questions.ts'
import styles from './ActQuestion.module.css'

interface Props {
  /** One paragraph each, in the reader's language. */
  readonly sentences: readonly string[]
  /** What it is about, for who listens: `Loom`. */
  readonly name: string
  readonly yes: string
  /** It would be ended without being asked. */
  readonly isForced: boolean
  readonly onGoOn: () => void
  readonly onCancel: () => void
}

/** Of this page: Escape answers one of them. */
const questions = createOpenQuestions()

/** Asked in place, before something is let go of which something may be lost. Escape cancels, of several the one that has the keyboard. */
export function ActQuestion(props: Props): ReactNode {
  const { sentences, name, yes, isForced, onGoOn, onCancel } = props
  const { t } = useWords()
  const textId = useId()
  const cancel = useRef<HTMLButtonElement>(null)
  const isMeant = useOpenQuestion(cancel)
  useEffect(() => {
    // it may come seconds after the click: whoever has gone elsewhere stays there
    if (document.activeElement === document.body || hasKeyboard(cancel.current, '[data-asks]'))
      cancel.current?.focus()
  }, [])
  useEscape(true, (event) => {
    // once one has gone another is the one that is meant, and hears the same key
    if (event.defaultPrevented || !isMeant()) return
    event.preventDefault()
    onCancel()
  })
  return (
    <div
      className={styles['question']}
      data-tone={isForced ? 'alarm' : undefined}
      data-question
      role="group"
      aria-labelledby={textId}
    >
      <div id={textId} role="status">
        {sentences.map((sentence) => (
          <p key={sentence}>{unbroken(sentence)}</p>
        ))}
      </div>
      <div className={styles['answers']}>
        <SmallButton
          ref={cancel}
          text={t('relief.cancel')}
          spoken={t('relief.about', { act: t('relief.cancel'), name })}
          onClick={onCancel}
        />
        <SmallButton
          text={yes}
          spoken={t('relief.about', { act: yes, name })}
          tone={isForced ? 'alarm' : undefined}
          onClick={onGoOn}
        />
      </div>
    </div>
  )
}

const hasKeyboard = (within: HTMLElement | null, around: string): boolean =>
  within?.closest(around)?.contains(document.activeElement) === true

/** Whether it is the one of the open questions that a key answers. */
function useOpenQuestion(within: RefObject<HTMLElement | null>): () => boolean {
  const question = useRef<OpenQuestion>({
    hasKeyboard: (where) =>
      hasKeyboard(within.current, where === 'itself' ? '[data-question]' : '[data-asks]'),
  })
  useEffect(() => questions.add(question.current), [])
  return () => questions.meant() === question.current
}
