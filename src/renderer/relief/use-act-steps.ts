import { useState } from 'react'
import {
  withoutIdle,
  type ActOn,
  type Acts,
  type ActStep,
  type ActTarget,
  type TargetId,
} from './act-step.ts'

export interface UseActSteps {
  readonly acts: Acts
  readonly set: (target: ActTarget, step: ActStep) => void
  /** Nothing where it has gone on meanwhile; null forgets it. */
  readonly replace: (on: ActOn, next: ActStep | null) => void
  readonly drop: (id: TargetId) => void
}

/** The step of each target on which something was asked for, until it was read. */
export function useActSteps(isThere: (id: TargetId) => boolean): UseActSteps {
  const [acts, setActs] = useState<Acts>(new Map())
  // its target has gone meanwhile: should it come back, nobody has asked about it
  const kept = withoutIdle(acts, isThere)
  if (kept !== acts) setActs(kept)
  return {
    acts: kept,
    set: (target, step) => setActs((before) => new Map(before).set(target.id, { target, step })),
    replace: ({ target, step }, next) =>
      setActs((before) => {
        if (before.get(target.id)?.step !== step) return before
        return next === null
          ? without(before, target.id)
          : new Map(before).set(target.id, { target, step: next })
      }),
    drop: (id) => setActs((before) => without(before, id)),
  }
}

const without = (acts: Acts, id: TargetId): Acts =>
  new Map([...acts].filter(([other]) => other !== id))
