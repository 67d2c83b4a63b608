import { useState } from 'react'
import type { ModelId } from '../../shared/ids.ts'
import { useLive } from '../store/live.ts'
import { stepAfter, withoutIdleQuestions, type Unload, type Unloads } from './unload-step.ts'

/** How long it is said that memory came back. */
const doneMs = 6_000

/** What a row needs to know of the model that it is about. */
export type Unloaded = Omit<Unload, 'step'> & { readonly id: ModelId }

export interface UseUnload {
  readonly unloads: Unloads
  readonly start: (model: Unloaded) => void
  /** It was asked about, and is known. */
  readonly goOn: (id: ModelId) => void
  /** Forgets it: whoever was asked says no, or has read what came of it. */
  readonly drop: (id: ModelId) => void
}

/** Unloads models as this screen is asked to, and tells how that goes. The list itself is main's: nothing leaves it here. */
export function useUnload(models: readonly { readonly id: ModelId }[]): UseUnload {
  const live = useLive()
  const [unloads, setUnloads] = useState<Unloads>(new Map())
  const set = (id: ModelId, unload: Unload): void =>
    setUnloads((before) => new Map(before).set(id, unload))
  const drop = (id: ModelId): void =>
    setUnloads((before) => new Map([...before].filter(([other]) => other !== id)))

  const send = async ({ id, name, place }: Unloaded, isConfirmed: boolean): Promise<void> => {
    set(id, { name, place, step: { kind: 'working' } })
    const input = { modelId: id, isDryRun: false, isConfirmed }
    const step = stepAfter(await live.request('unload', input), name)
    set(id, { name, place, step })
    if (step.kind === 'done') setTimeout(() => drop(id), doneMs)
  }

  // its model has gone meanwhile: should it come back, nobody has asked about it
  const kept = withoutIdleQuestions(unloads, new Set(models.map(({ id }) => id)))
  if (kept !== unloads) setUnloads(kept)

  return {
    unloads: kept,
    start: (model) => void send(model, false),
    goOn: (id) => {
      const found = unloads.get(id)
      if (found?.step.kind === 'asks') void send({ id, ...found }, true)
    },
    drop,
  }
}
