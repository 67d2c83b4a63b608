import Check from 'lucide-react/icons/check'
import type { ReactNode, RefObject } from 'react'
import { Notice } from '../ui/Notice.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { unbroken } from '../ui/unbroken.ts'
import type { TargetId, Told as ToldStep } from './act-step.ts'
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
  const step = acts.acts.get(id)?.step
  const answered = (answer: (id: TargetId) => void) => () => {
    homes.find(({ current }) => current !== null)?.current?.focus({ preventScroll: true })
    answer(id)
  }
  switch (step?.kind) {
    case undefined:
    case 'working':
      return null
    case 'asks':
      return (
        <ActQuestion
          key={step.sentence}
          sentences={[step.sentence]}
          name={name}
          yes={step.yes}
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
            {unbroken(step.sentence)}
          </p>
          {step.reopenId === null ? null : <Reopen name={name} onReopen={answered(acts.reopen)} />}
        </div>
      )
    case 'told':
      return (
        <Told
          step={step}
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
  readonly name: string
  readonly onForce: () => void
  readonly onReopen: () => void
  readonly onDrop: (() => void) | null
}

function Told({ step, name, onForce, onReopen, onDrop }: ToldProps): ReactNode {
  const { tone, title, help, next, reopenId } = step
  return (
    <div className={styles['told']}>
      <Notice
        tone={tone}
        title={unbroken(title)}
        {...(onDrop === null ? {} : { onDismiss: onDrop })}
      >
        {help === null ? null : <p>{unbroken(help)}</p>}
        {next === null && reopenId === null ? null : (
          <div className={styles['answers']}>
            {reopenId === null ? null : <Reopen name={name} onReopen={onReopen} />}
            {next === null ? null : (
              <SmallButton
                text={`${next.label}…`}
                spoken={`${next.label}…: ${name}`}
                onClick={onForce}
              />
            )}
          </div>
        )}
      </Notice>
    </div>
  )
}

const Reopen = ({ name, onReopen }: Pick<ToldProps, 'name' | 'onReopen'>): ReactNode => (
  <SmallButton text="Reopen" spoken={`Reopen ${name}`} onClick={onReopen} />
)
