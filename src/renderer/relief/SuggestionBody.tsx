import type { ReactNode } from 'react'
import { useView } from '../store/live.ts'
import { unbroken } from '../ui/unbroken.ts'
import { useWords } from '../words/use-words.ts'
import { helpWords } from './act-words.ts'
import { actOfStep, targetOfStep, type ReliefRun } from './relief-run.ts'
import type { SuggestionProps } from './suggested.ts'
import { SuggestionAnswers } from './SuggestionAnswers.tsx'
import styles from './SuggestionCard.module.css'
import { SuggestionStep, type StepStage } from './SuggestionStep.tsx'

/** What is missing, one line for each step with what it frees, and the one button. */
export function SuggestionBody(props: SuggestionProps): ReactNode {
  const { suggested, shown } = props
  const { mayAct } = useView()
  return (
    <>
      <Lead stage={suggested.running.run?.stage ?? null} lead={shown.lead} />
      <Steps {...props} isToCopy={!mayAct} />
      {mayAct ? <SuggestionAnswers {...props} /> : null}
    </>
  )
}

interface LeadProps {
  readonly stage: ReliefRun['stage'] | null
  /** Of the suggestion, until something has come of it. */
  readonly lead: string
}

function Lead({ stage, lead }: LeadProps): ReactNode {
  const words = useWords()
  const { t, say } = words
  if (stage?.kind !== 'over') return <p className={styles['lead']}>{unbroken(say(lead))}</p>
  const { said, help } = stage
  const sentence = said.kind === 'core' ? say(said.text) : t(`relief.over.${said.kind}`)
  return (
    <>
      <p role="status">{unbroken(sentence)}</p>
      {help === null ? null : <p className={styles['lead']}>{helpWords(words, help)}</p>}
    </>
  )
}

interface StepsProps extends SuggestionProps {
  readonly isToCopy: boolean
}

function Steps({ suggested, suggestion, shown, isToCopy, home }: StepsProps): ReactNode {
  const { t } = useWords()
  const { running, isThere } = suggested
  const rows = suggestion.relief.steps.flatMap((step, at) => {
    const candidate = shown.steps[at]
    if (candidate === undefined) return []
    const yes = t(step.kind === 'unload' ? 'relief.unload' : 'relief.quit')
    return [{ candidate, target: targetOfStep(step, { name: candidate.name, place: at, yes }) }]
  })
  const stage = running.run?.stage ?? null
  const present = rows.map(({ target }) => isThere(target.id))
  return (
    <ul>
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
  )
}

/** The first that is still there is at work; what stood before it has gone. */
function stageOfStep(run: ReliefRun | null, present: readonly boolean[], at: number): StepStage {
  if (run === null || run.stage.kind === 'asks') return 'next'
  if (present[at] !== true) return 'gone'
  if (run.stage.kind === 'over') return 'left'
  return at === present.indexOf(true) ? 'working' : 'next'
}
