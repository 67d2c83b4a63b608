import { useState, type ReactNode } from 'react'
import type { AlertId } from '../../shared/ids.ts'
import type { Suggestion } from '../../shared/relief.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { useSnapshot, useView } from '../store/live.ts'
import type { TargetId } from './act-step.ts'
import { SuggestedContext } from './suggested.ts'
import { useBegin } from './use-begin.ts'
import { useReliefRun } from './use-relief-run.ts'

interface Props {
  /** The alert that the suggestion answers; null: none does. */
  readonly alertOf: (suggestion: Suggestion, snapshot: Snapshot) => AlertId | null
  readonly children: ReactNode
}

/** Around all places where the one suggestion may stand: what was taken up goes on where it was pressed. */
export function SuggestedPlace({ alertOf, children }: Props): ReactNode {
  const { mayAct } = useView()
  const snapshot = useSnapshot((whole) => whole)
  const isThere = (id: TargetId): boolean => snapshot !== null && isIn(snapshot, id)
  const running = useReliefRun(isThere)
  const [pressedIn, setPressedIn] = useState<AlertId | null>(null)
  const { run } = running
  const suggestion = run?.suggestion ?? snapshot?.suggestion ?? null
  const alertId =
    run !== null
      ? pressedIn
      : suggestion === null || snapshot === null
        ? null
        : alertOf(suggestion, snapshot)
  const start = (): void => {
    if (suggestion === null) return
    setPressedIn(alertId)
    running.start(suggestion)
  }
  useBegin(({ kind }) => {
    if (kind !== 'suggested') return null
    // one that is under way is what was chosen: it comes into sight, and no later one is begun in its place
    if (run !== null) return () => undefined
    return suggestion !== null && mayAct ? start : null
  })
  return (
    <SuggestedContext value={{ suggestion, alertId, running, start, isThere }}>
      {children}
    </SuggestedContext>
  )
}

const isIn = ({ apps, models }: Snapshot, id: TargetId): boolean =>
  [...apps, ...models].some((one) => one.id === id)
