import { useState } from 'react'
import { shownSuggestion } from '../../shared/relief-text.ts'
import type { ActId } from '../../shared/ids.ts'
import { untilOf, type Suggestion } from '../../shared/relief.ts'
import { stepsOf } from '../../shared/relief-steps.ts'
import { useLive } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import {
  actOfStep,
  idOfStep,
  shownRun,
  stageAfter,
  targetOfStep,
  type ReliefRun,
} from './relief-run.ts'
import { useActs, type UseActs } from './use-acts.ts'

/** How long it is told that all went well. */
const goodMs = 10_000

export interface UseReliefRun {
  /** null: nobody has taken one up, or what came of it was read. */
  readonly run: ReliefRun | null
  /** What is left to do about single steps. */
  readonly acts: UseActs
  readonly start: (suggestion: Suggestion) => void
  /** It was asked about, and is known. */
  readonly goOn: () => void
  /** What is still there of it is let go anew: it was still open. */
  readonly again: () => void
  readonly drop: () => void
}

/** Takes up the one suggestion as this screen is asked to, and tells how that goes. */
export function useReliefRun(isThere: Parameters<typeof useActs>[0]): UseReliefRun {
  const live = useLive()
  const { t } = useWords()
  const acts = useActs(isThere)
  const [run, setRun] = useState<ReliefRun | null>(null)
  // that one, and no other that was taken up meanwhile
  const [read, setRead] = useState<ReliefRun | null>(null)
  const send = async (suggestion: Suggestion, answers: readonly ActId[]): Promise<void> => {
    setRun({ suggestion, stage: { kind: 'working' } })
    const steps = stepsOf(suggestion.relief).filter((step) => isThere(idOfStep(step)))
    const until = untilOf(suggestion)
    const input = { steps, until, isDryRun: false, isConfirmed: false, answers }
    const outcome = await live.request('relieve', input)
    const isHeard = live.connection() === 'live'
    const stage = stageAfter(outcome, { answers, isHeard })
    const over = { suggestion, stage }
    setRun(over)
    if (stage.kind !== 'over') return
    const names = shownSuggestion(suggestion).steps.map(({ name }) => name)
    suggestion.relief.steps.forEach((step, place) => {
      const yes = t(step.kind === 'unload' ? 'relief.unload' : 'relief.quit')
      const target = targetOfStep(step, { name: names[place] ?? '', place, yes })
      const act = actOfStep(stage.acts, target)
      if (act !== null) acts.take(target, act)
    })
    if (stage.isGood) setTimeout(() => setRead(over), goodMs)
  }

  const forget = (): void => [...acts.acts.keys()].forEach(acts.drop)

  // what is still to be said of a step is said first
  const shown = shownRun(run, read, acts.acts.size === 0)
  if (shown !== run) setRun(shown)

  return {
    run: shown,
    acts,
    start: (suggestion) => void send(suggestion, []),
    goOn: () => {
      if (run?.stage.kind === 'asks') void send(run.suggestion, run.stage.questionIds)
    },
    again: () => {
      if (run === null) return
      forget()
      void send(run.suggestion, [])
    },
    drop: () => {
      setRun(null)
      forget()
    },
  }
}
