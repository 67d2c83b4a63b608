import { useState } from 'react'
import { shownSuggestion } from '../../shared/relief-text.ts'
import type { Suggestion } from '../../shared/relief.ts'
import { useLive } from '../store/live.ts'
import { actOfStep, stageAfter, stepsOf, targetOfStep, type ReliefRun } from './relief-run.ts'
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
  readonly drop: () => void
}

/** Takes up the one suggestion as this screen is asked to, and tells how that goes. */
export function useReliefRun(isThere: Parameters<typeof useActs>[0]): UseReliefRun {
  const live = useLive()
  const acts = useActs(isThere)
  const [run, setRun] = useState<ReliefRun | null>(null)
  const [isRead, setRead] = useState(false)
  const send = async (suggestion: Suggestion, isConfirmed: boolean): Promise<void> => {
    setRead(false)
    setRun({ suggestion, stage: { kind: 'working' } })
    const steps = stepsOf(suggestion)
    const until = suggestion.relief.want
    const input = { steps, until, isDryRun: false, isConfirmed }
    const outcome = await live.request('relieve', input)
    const stage = stageAfter(outcome, live.connection() === 'live')
    setRun({ suggestion, stage })
    if (stage.kind !== 'over') return
    const names = shownSuggestion(suggestion).steps.map(({ name }) => name)
    suggestion.relief.steps.forEach((step, place) => {
      const target = targetOfStep(step, names[place] ?? '', place)
      const act = actOfStep(stage.acts, target)
      if (act !== null) acts.take(target, act)
    })
    if (stage.isGood) setTimeout(() => setRead(true), goodMs)
  }

  // what is still to be said of a step is said first
  if (isRead && run?.stage.kind === 'over' && acts.acts.size === 0) setRun(null)

  return {
    run,
    acts,
    start: (suggestion) => void send(suggestion, false),
    goOn: () => {
      if (run?.stage.kind === 'asks') void send(run.suggestion, true)
    },
    drop: () => {
      setRun(null)
      for (const id of acts.acts.keys()) acts.drop(id)
    },
  }
}
