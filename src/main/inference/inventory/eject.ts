import type { Eject } from '../../../shared/server.ts'
import { isAsItCame } from '../answers/forms.ts'
import type { Joined } from './join-models.ts'
import type { UnloadPlan } from '../server-kind.ts'

/** How the memory of a model comes back. */
export function ejectOf(joined: Joined): Eject {
  const { owner } = joined
  const { spec, state, reason } = owner
  switch (spec.unload.kind) {
    case 'none':
      return { kind: 'none', reason: spec.unload.reason }
    case 'quit':
      return owner.found.parent === null
        ? { kind: 'quit' }
        : { kind: 'none', reason: 'the server that started it loads and unloads it' }
    case 'request': {
      if (state !== 'ready') return { kind: 'none', reason: reason ?? 'its server does not answer' }
      const plan = unloadPlanOf(joined)
      return plan === null
        ? { kind: 'none', reason: spec.unload.otherwise }
        : { kind: 'unload', takesAll: plan.takesAll }
    }
  }
}

/** By a request; null: its server offers no way, or its name is none that can be sent back. */
export function unloadPlanOf({ owner, facts: { id, instanceId } }: Joined): UnloadPlan | null {
  const { unload } = owner.spec
  if (unload.kind !== 'request' || id === undefined) return null
  const plan = unload.plan({ id, instanceId: instanceId ?? null, facts: owner.facts })
  if (plan === null || plan.takesAll) return plan
  const names = [id, ...(instanceId === undefined ? [] : [instanceId])]
  return names.every(isAsItCame) && isSentAsItIs(plan.request.path) ? plan : null
}

/** A name of dots would go up to another path: `/instance/..` is sent as `/`. */
const isSentAsItIs = (path: string): boolean =>
  !path.includes('//') && new URL(path, 'http://127.0.0.1').pathname === path
