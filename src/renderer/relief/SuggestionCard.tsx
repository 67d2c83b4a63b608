import { useRef, type ReactNode, type RefObject } from 'react'
import { listedWords, shownSuggestion, type ShownSuggestion } from '../../shared/relief-text.ts'
import type { Suggestion } from '../../shared/relief.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { useSnapshot, useView } from '../store/live.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { unbroken } from '../ui/unbroken.ts'
import { useFocusHome } from '../ui/use-focus-home.ts'
import type { TargetId } from './act-step.ts'
import { ActQuestion } from './ActQuestion.tsx'
import { actOfStep, isStillOpen, targetOfStep, type ReliefRun } from './relief-run.ts'
import styles from './SuggestionCard.module.css'
import { useBegin, useInSight } from './use-begin.ts'
import { SuggestionStep, type StepStage } from './SuggestionStep.tsx'
import { useReliefRun, type UseReliefRun } from './use-relief-run.ts'

interface Props {
  /** Where the keyboard goes when the card goes that had it. */
  readonly home: RefObject<HTMLElement | null>
}

/** The one thing to do now, where something lacks memory; nothing at all where nothing does, or nothing would help. */
export function SuggestionCard({ home }: Props): ReactNode {
  const { mayAct } = useView()
  const snapshot = useSnapshot((whole) => whole)
  const isThere = (id: TargetId): boolean => snapshot !== null && isIn(snapshot, id)
  const running = useReliefRun(isThere)
  const suggestion = running.run?.suggestion ?? snapshot?.suggestion ?? null
  useBegin(({ kind }) =>
    kind === 'suggested' && suggestion !== null && running.run === null && mayAct
      ? () => running.start(suggestion)
      : null,
  )
  if (suggestion === null) return null
  return <Card suggestion={suggestion} isThere={isThere} running={running} home={home} />
}

const isIn = ({ apps, models }: Snapshot, id: TargetId): boolean =>
  [...apps, ...models].some((one) => one.id === id)

interface CardProps extends Props {
  readonly suggestion: Suggestion
  readonly isThere: (id: TargetId) => boolean
  readonly running: UseReliefRun
}

function Card({ suggestion, isThere, running, home }: CardProps): ReactNode {
  const { mayAct } = useView()
  const card = useRef<HTMLElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  useFocusHome(card, home)
  useInSight(card, 'suggested')
  const shown = shownSuggestion(suggestion)
  const stage = running.run?.stage ?? null
  const [only, ...others] = shown.steps
  // its sentence says all of it already; where the steps stand below, it leads to them
  const isOneLine = mayAct && others.length === 0 && (stage === null || stage.kind === 'asks')
  const sentence = isOneLine || only === undefined ? shown.sentence : shown.lead
  return (
    <section ref={card} className={styles['card']} aria-label="Suggestion" data-asks>
      <h2 ref={title} tabIndex={-1} className={styles['title']}>
        {shown.title}
      </h2>
      <Sentence stage={stage} sentence={sentence} />
      {isOneLine && stage === null ? <p className={styles['risk']}>{only?.risk}</p> : null}
      {isOneLine ? null : (
        <Steps
          suggestion={suggestion}
          shown={shown}
          isThere={isThere}
          running={running}
          isToCopy={!mayAct}
          home={title}
        />
      )}
      {mayAct ? <Answers {...{ suggestion, shown, running, title, isThere }} /> : null}
    </section>
  )
}

interface SentenceProps {
  readonly stage: ReliefRun['stage'] | null
  /** Of the suggestion, until something has come of it. */
  readonly sentence: string
}

function Sentence({ stage, sentence }: SentenceProps): ReactNode {
  if (stage?.kind !== 'over') return <p>{unbroken(sentence)}</p>
  return (
    <>
      <p role="status">{unbroken(stage.sentence)}</p>
      {stage.help === null ? null : <p className={styles['help']}>{stage.help}</p>}
    </>
  )
}

interface StepsProps extends CardProps {
  readonly shown: ShownSuggestion
  readonly isToCopy: boolean
}

function Steps({ suggestion, shown, isThere, running, isToCopy, home }: StepsProps): ReactNode {
  const rows = suggestion.relief.steps.flatMap((step, at) => {
    const candidate = shown.steps[at]
    return candidate === undefined
      ? []
      : [{ candidate, target: targetOfStep(step, candidate.name, at) }]
  })
  const stage = running.run?.stage ?? null
  const present = rows.map(({ target }) => isThere(target.id))
  return (
    <>
      <ul className={styles['steps']}>
        {rows.map(({ candidate, target }, at) => (
          <SuggestionStep
            key={candidate.key}
            shown={candidate}
            target={target}
            stage={stageOfStep(running.run, present, at)}
            act={stage?.kind === 'over' ? actOfStep(stage.acts, target) : null}
            isToCopy={isToCopy}
            acts={running.acts}
            home={home}
          />
        ))}
      </ul>
      {rows.length < 2 || shown.sum === null || stage?.kind === 'over' ? null : (
        <p className={styles['sum']}>
          In all <b>{unbroken(shown.sum)}</b>
        </p>
      )}
    </>
  )
}

/** The first that is still there is at work; what stood before it has gone. */
function stageOfStep(run: ReliefRun | null, present: readonly boolean[], at: number): StepStage {
  if (run === null || run.stage.kind === 'asks') return 'next'
  if (present[at] !== true) return 'gone'
  if (run.stage.kind === 'over') return 'left'
  return at === present.indexOf(true) ? 'working' : 'next'
}

interface AnswersProps extends Pick<CardProps, 'isThere'> {
  readonly suggestion: Suggestion
  readonly shown: ShownSuggestion
  readonly running: UseReliefRun
  readonly title: RefObject<HTMLElement | null>
}

/** The one button, the question that it may bring up, and the way to have its outcome go. */
function Answers({ suggestion, shown, running, title, isThere }: AnswersProps): ReactNode {
  const stage = running.run?.stage ?? null
  /** The question goes, and so does the button that had the keyboard. */
  const answered = (answer: () => void) => () => {
    title.current?.focus({ preventScroll: true })
    answer()
  }
  if (shown.button === null) return null
  switch (stage?.kind) {
    case 'asks':
      return (
        <ActQuestion
          sentences={stage.sentences}
          name={listedWords(shown.steps.map(({ name }) => name))}
          yes={shown.button}
          isForced={false}
          onGoOn={answered(running.goOn)}
          onCancel={answered(running.drop)}
        />
      )
    case 'over':
      return (
        <div className={styles['answers']}>
          <SmallButton
            text="Dismiss"
            spoken={`Dismiss: ${shown.title}`}
            onClick={answered(running.drop)}
          />
          {isStillOpen(stage, isThere) ? (
            <SmallButton
              text="Try again"
              spoken={`Try again: ${shown.title}`}
              onClick={answered(running.again)}
            />
          ) : null}
        </div>
      )
    case 'working':
    case undefined: {
      const isWorking = stage !== null
      return (
        <div className={styles['answers']}>
          <SmallButton
            text={shown.button}
            aria-disabled={isWorking}
            aria-busy={isWorking}
            onClick={isWorking ? undefined : () => running.start(suggestion)}
          />
        </div>
      )
    }
  }
}
