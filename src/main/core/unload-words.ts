import type { Held } from '../inference/inventory/inventory.ts'
import type { UnloadPlan } from '../inference/server-kind.ts'
import type { ServerTold } from '../inference/watch/watched-server.ts'
import type { Beginning } from './act-book.ts'

/** What an act says of itself before anything has happened. `plan`: null where no request is sent. */
export function actOf({ model, joined }: Held, plan: UnloadPlan | null): Beginning {
  return {
    schema: 'headroom/act/1',
    act: 'unload',
    target: model.name,
    modelId: model.id,
    appId: null,
    server: joined.owner.spec.title,
    request: plan === null ? null : requestText(plan),
    takesAll: plan?.takesAll ?? false,
    isForced: false,
    heldBytes: model.memory.total?.bytes ?? null,
    expectedBytes: model.memory.total?.bytes ?? null,
    returnedBytes: null,
    help: null,
    offers: [],
  }
}

function requestText({ request: { method, path, body } }: UnloadPlan): string {
  const text = body === null ? '' : ` ${JSON.stringify(body)}`
  return `${method} ${path}${text}`
}

export function plannedSentence(
  { model, joined }: Held,
  plan: UnloadPlan,
  concerned: Concerned | null,
): string {
  const what = `${joined.owner.spec.title} would be asked to unload ${model.name}`
  return concerned === null ? what : `${what}; ${concernedSentence(concerned, plan)}`
}

/** Ending a process cuts off whatever it is at. */
const whenEnded = { whenBusy: 'its answer is cut off', cutsOff: true } as const

/** `llama-server would be asked to quit, which holds gemma3: it is started again by hand; …`. It is always asked about first. */
export function endSentence(
  all: readonly Held[],
  held: Held,
  { isForced }: { readonly isForced: boolean },
): string {
  const title = titleOf(held.joined.holder)
  const how = isForced ? 'would be ended without being asked' : 'would be asked to quit'
  const what = `${title} ${how}, which holds ${held.model.name}: it may have to be started again by hand`
  const concerned = concernedByEnd(all, held)
  return concerned === null ? what : `${what}; ${concernedSentence(concerned, whenEnded)}`
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

/** `affected`: all that goes. null: nothing is to be asked about first. */
export function concernedBy(
  affected: readonly Held[],
  held: Held,
  { cutsOff }: Pick<UnloadPlan, 'cutsOff'>,
): Concerned | null {
  const busy = affected.filter(isBusy)
  const untold = cutsOff ? affected.filter((one) => !isBusy(one) && isUntold(one)) : []
  const others = affected.filter((one) => one.model.id !== held.model.id)
  const isNothing = [busy, untold, others].every((some) => some.length === 0)
  return isNothing ? null : { busy, untold, others }
}

/**
 * All that may be lost, for a Question: each by itself. Whoever knows that a model is at work knows of it also where nobody tells
 * that any more, and not the other way round.
 */
export function risksOf(concerned: Concerned | null): readonly string[] {
  if (concerned === null) return []
  const { busy, untold, others } = concerned
  return [
    ...others.map(({ model }) => `${model.id} goes too`),
    ...busy.map(({ model }) => `${model.id} is at work`),
    ...[...busy, ...untold].map(({ model }) => `${model.id} may be at work`),
  ]
}

/** What goes when its server is asked. */
export const affectedBy = (
  all: readonly Held[],
  { model }: Held,
  { takesAll }: Pick<UnloadPlan, 'takesAll'>,
): readonly Held[] =>
  all.filter(
    (one) => one.model.id === model.id || (takesAll && one.model.serverId === model.serverId),
  )

/** What goes when the process that holds it ends. */
export const affectedByEnd = (all: readonly Held[], { model, joined }: Held): readonly Held[] =>
  all.filter((one) => one.model.id === model.id || isSameServer(one.joined.holder, joined.holder))

export const concernedByEnd = (all: readonly Held[], held: Held): Concerned | null =>
  concernedBy(affectedByEnd(all, held), held, whenEnded)

export const isSameServer = (
  { found: a }: Pick<ServerTold, 'found'>,
  { found: b }: Pick<ServerTold, 'found'>,
): boolean => a.root.pid === b.root.pid && a.root.startedAtMs === b.root.startedAtMs

export const titleOf = ({ spec, found }: Pick<ServerTold, 'spec' | 'found'>): string =>
  spec.titleOf?.(found.root) ?? spec.title

const isBusy = ({ model, joined }: Held): boolean =>
  model.state === 'generating' ||
  (model.queueLength ?? 0) > 0 ||
  joined.holder.doing.isBusy === true

const isUntold = ({ model }: Held): boolean => model.state === 'loaded' || model.isStale

export function concernedSentence(
  { busy, untold, others }: Concerned,
  { whenBusy }: Pick<UnloadPlan, 'whenBusy'>,
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
