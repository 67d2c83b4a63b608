import Check from 'lucide-react/icons/check'
import type { ReactNode, RefObject } from 'react'
import { Notice } from '../ui/Notice.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { unbroken } from '../ui/unbroken.ts'
import { useWords } from '../words/use-words.ts'
import type { ActTarget, TargetId, Told as ToldStep } from './act-step.ts'
import { doneWords, helpWords, saidWords } from './act-words.ts'
import styles from './ActPlace.module.css'
import { ActQuestion } from './ActQuestion.tsx'
import type { UseActs } from './use-acts.ts'

interface Props {
  readonly id: TargetId
  /** What it is about, for who listens. */
  readonly name: string
  readonly acts: UseActs
  /** Where the keyboard goes with an answer, the first that is there: what is answered goes, what it was about stays. */
  readonly homes: readonly RefObject<HTMLElement | null>[]
  /** What it is a part of has the sign that it is done, and the way to dismiss it. */
  readonly isPart?: boolean
}

/** Below what was pressed: what is to be answered first, and then what has come of it. */
export function ActPlace({ id, name, acts, homes, isPart = false }: Props): ReactNode {
  const words = useWords()
  const on = acts.acts.get(id)
  if (on === undefined) return null
  const { step, target } = on
  const answered = (answer: (id: TargetId) => void) => () => {
    homes.find(({ current }) => current !== null)?.current?.focus({ preventScroll: true })
    answer(id)
  }
  switch (step.kind) {
    case 'working':
      return null
    case 'asks':
      return (
        <ActQuestion
          key={step.sentence}
          sentences={[words.say(step.sentence)]}
          name={name}
          yes={step.label === null ? target.yes : words.say(step.label)}
          isForced={step.after !== null}
          onGoOn={answered(acts.goOn)}
          onCancel={answered(acts.cancel)}
        />
      )
    case 'done':
      return (
        <div className={styles['done']}>
          <p role="status">
            {isPart ? null : <Check size={14} strokeWidth={1.75} aria-hidden="true" />}{' '}
            {unbroken(doneWords(words, step))}
          </p>
          {step.reopenId === null ? null : <Reopen name={name} onReopen={answered(acts.reopen)} />}
        </div>
      )
    case 'told':
      return (
        <Told
          step={step}
          target={target}
          name={name}
          onForce={() => acts.force(id)}
          onReopen={answered(acts.reopen)}
          onDrop={isPart ? null : answered(acts.drop)}
        />
      )
  }
}

interface ToldProps {
  readonly step: ToldStep
  readonly target: ActTarget
  readonly name: string
  readonly onForce: () => void
  readonly onReopen: () => void
  readonly onDrop: (() => void) | null
}

function Told({ step, target, name, onForce, onReopen, onDrop }: ToldProps): ReactNode {
  const words = useWords()
  const { tone, title, help, next, reopenId } = step
  const force = next === null ? '' : `${words.say(next.label)}…`
  return (
    <div className={styles['told']}>
      <Notice
        tone={tone}
        title={unbroken(saidWords(words, title, target.name))}
        {...(onDrop === null ? {} : { onDismiss: onDrop })}
      >
        {help === null ? null : <p>{unbroken(helpWords(words, help))}</p>}
        {next === null && reopenId === null ? null : (
          <div className={styles['answers']}>
            {reopenId === null ? null : <Reopen name={name} onReopen={onReopen} />}
            {next === null ? null : (
              <SmallButton
                text={force}
                spoken={words.t('relief.about', { act: force, name })}
                onClick={onForce}
              />
            )}
          </div>
        )}
      </Notice>
    </div>
  )
}

function Reopen({ name, onReopen }: Pick<ToldProps, 'name' | 'onReopen'>): ReactNode {
  const { t } = useWords()
  return (
    <SmallButton
      text={t('relief.reopen')}
      spoken={t('relief.reopenNamed', { name })}
      onClick={onReopen}
    />
  )
}
