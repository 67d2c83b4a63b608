import type { Model, ModelState } from '../../../shared/server.ts'
import type { Joined } from './join-models.ts'

/**
 * Whether it works is its own, or its server's where that has no other. One that is to go and still works at a request
 * generates: Ollama's time is over while a long answer is not.
 */
export function modelStateOf({ owner, holder, facts, isOnlyOne }: Joined): ModelState {
  if (facts.state === 'loading') return 'loading'
  if (facts.state === 'sleeping' || holder.facts.isSleeping === true) return 'sleeping'
  if (holder.state === 'starting' && owner.state !== 'ready') return 'loading'
  const ownBusy =
    facts.activity === null || facts.activity === undefined ? null : facts.activity === 'busy'
  const isBusy = ownBusy ?? (isOnlyOne ? holder.doing.isBusy : null)
  if (isBusy === true) return 'generating'
  if (facts.state === 'unloading') return 'unloading'
  return isBusy === null ? 'loaded' : 'idle'
}

/** Its weights are in the memory of this machine, all of them. */
export const isInMemory = ({ state, isRemote }: Pick<Model, 'state' | 'isRemote'>): boolean =>
  state !== 'loading' && state !== 'sleeping' && !isRemote
