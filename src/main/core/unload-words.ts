import type { Act } from '../../shared/act.ts'
import type { Held } from '../inference/inventory/inventory.ts'
import type { UnloadPlan } from '../inference/server-kind.ts'

/** What an act says of itself before anything has happened. */
export function actOf(
  { model, joined }: Held,
  { request, takesAll }: UnloadPlan,
): Omit<Act, 'outcome' | 'sentence' | 'tookMs'> {
  const body = request.body === null ? '' : ` ${JSON.stringify(request.body)}`
  return {
    schema: 'headroom/act/1',
    id: null,
    act: 'unload',
    target: model.name,
    modelId: model.id,
    appId: null,
    server: joined.owner.spec.title,
    request: `${request.method} ${request.path}${body}`,
    takesAll,
    isForced: false,
    heldBytes: model.memory.total?.bytes ?? null,
    expectedBytes: model.memory.total?.bytes ?? null,
    returnedBytes: null,
    help: null,
    offers: [],
  }
}

export function plannedSentence(
  { model, joined }: Held,
  plan: UnloadPlan,
  concerned: Concerned | null,
): string {
  const what = `${joined.owner.spec.title} would be asked to unload ${model.name}`
  return concerned === null ? what : `${what}; ${concernedSentence(concerned, plan)}`
}

/** What is to be asked about first. */
export interface Concerned {
  /** At work. */
  readonly busy: readonly Held[]
  /** Nobody tells whether they are, and an answer would be lost. */
  readonly untold: readonly Held[]
  /** They go too. */
  readonly others: readonly Held[]
}

/** null: nothing is to be asked about first. */
export function concernedBy(all: readonly Held[], held: Held, plan: UnloadPlan): Concerned | null {
  const affected = all.filter(
    (one) =>
      one.model.id === held.model.id ||
      (plan.takesAll && one.model.serverId === held.model.serverId),
  )
  const busy = affected.filter(isBusy)
  const untold = plan.cutsOff ? affected.filter((one) => !isBusy(one) && isUntold(one)) : []
  const others = affected.filter((one) => one.model.id !== held.model.id)
  const isNothing = [busy, untold, others].every((some) => some.length === 0)
  return isNothing ? null : { busy, untold, others }
}

const isBusy = ({ model, joined }: Held): boolean =>
  model.state === 'generating' ||
  (model.queueLength ?? 0) > 0 ||
  joined.holder.doing.isBusy === true

const isUntold = ({ model }: Held): boolean => model.state === 'loaded' || model.isStale

export function concernedSentence(
  { busy, untold, others }: Concerned,
  { whenBusy }: UnloadPlan,
): string {
  return [
    ...(others.length > 0 ? [`${namesOf(others)} would be unloaded too`] : []),
    ...(busy.length > 0 ? [`${namesOf(busy)} is at work: ${whenBusy}`] : []),
    ...(busy.length === 0 && untold.length > 0
      ? [`nobody tells whether ${namesOf(untold)} is at work: if it is, ${whenBusy}`]
      : []),
  ].join('; ')
}

const namesOf = (all: readonly Held[]): string => all.map(({ model }) => model.name).join(', ')
