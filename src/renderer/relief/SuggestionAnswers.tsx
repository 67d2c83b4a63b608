import type { ReactNode } from 'react'
import { SmallButton } from '../ui/SmallButton.tsx'
import { unbroken } from '../ui/unbroken.ts'
import { useWords } from '../words/use-words.ts'
import { ActQuestion } from './ActQuestion.tsx'
import { isStillOpen } from './relief-run.ts'
import type { SuggestionProps } from './suggested.ts'
import styles from './SuggestionCard.module.css'

/** What comes back in all and the one button, the question that it may bring up, and the way to have its outcome go. */
export function SuggestionAnswers(props: SuggestionProps): ReactNode {
  const { suggested, shown, home } = props
  const { t, say, listed } = useSpeaking()
  const { running, isThere, start } = suggested
  const { button } = shown
  const stage = running.run?.stage ?? null
  if (button === null) return null
  // what had the keyboard goes with its answer
  const answered = (answer: () => void) => () => {
    home.current?.focus({ preventScroll: true })
    answer()
  }
  switch (stage?.kind) {
    case 'asks':
      return (
        <ActQuestion
          sentences={stage.sentences.map(say)}
          name={listed(shown.steps.map(({ name }) => name))}
          yes={say(button)}
          isForced={false}
          onGoOn={answered(running.goOn)}
          onCancel={answered(running.drop)}
        />
      )
    case 'over': {
      const about = (act: string): string => t('relief.about', { act, name: say(shown.title) })
      const [dismiss, again] = [t('relief.dismiss'), t('relief.again')]
      return (
        <div className={styles['answers']}>
          <SmallButton text={dismiss} spoken={about(dismiss)} onClick={answered(running.drop)} />
          {isStillOpen(stage, isThere) ? (
            <SmallButton text={again} spoken={about(again)} onClick={answered(running.again)} />
          ) : null}
        </div>
      )
    }
    case 'working':
    case undefined: {
      const isWorking = stage !== null
      return (
        <div className={styles['answers']}>
          <Sum shown={shown} />
          <SmallButton
            text={say(button)}
            aria-disabled={isWorking}
            aria-busy={isWorking}
            onClick={isWorking ? undefined : start}
          />
        </div>
      )
    }
  }
}

/** What the steps free together; one alone says it itself. */
function Sum({ shown: { steps, sum } }: Pick<SuggestionProps, 'shown'>): ReactNode {
  const { t, say } = useWords()
  if (steps.length < 2 || sum === null) return null
  return (
    <span className={styles['sum']}>
      {t('relief.inAll')} <b>{unbroken(say(sum))}</b>
    </span>
  )
}

/** With a list of names as the reader's language writes it. */
function useSpeaking() {
  const words = useWords()
  const format = new Intl.ListFormat(words.language === 'en' ? 'en-GB' : words.language)
  return { ...words, listed: (names: readonly string[]): string => format.format(names) }
}
