import { listedWords } from '../../shared/relief-text.ts'
import type { Held } from '../inference/inventory/inventory.ts'
import type { UnloadPlan } from '../inference/server-kind.ts'
import type { ServerTold } from '../inference/watch/watched-server.ts'
import type { Beginning } from './act-book.ts'
import { asSentence, shownName } from './quit-words.ts'

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

function concernedSentence(
  concerned: Concerned,
  { whenBusy }: Pick<UnloadPlan, 'whenBusy'>,
): string {
  const { others } = concerned
  return [
    others.length > 0 ? `${namesOf(others)} would be unloaded too` : null,
    workClause(concerned, whenBusy, namesOf),
  ]
    .filter((part) => part !== null)
    .join('; ')
}

/** `Unload gemma3? It is at work: its answer is cut off.` */
export function unloadQuestion(
  { model }: Held,
  concerned: Concerned,
  { whenBusy }: Pick<UnloadPlan, 'whenBusy'>,
): string {
  const nameOf = (all: readonly Held[]): string =>
    concerned.others.length === 0 ? 'it' : namesOf(all)
  const asked = `Unload ${shownName(model.name)}?`
  return [asked, ...concernedSentences(concerned, whenBusy, nameOf)].join(' ')
}

/** `Quit llama-server to unload gemma3? It may have to be started again by hand.` */
export function endQuestion(all: readonly Held[], held: Held): string {
  const asked = `Quit ${shownName(titleOf(held.joined.holder))} to unload ${shownName(held.model.name)}?`
  const concerned = concernedByEnd(all, held)
  const costs = concerned === null ? [] : concernedSentences(concerned, whenEnded.whenBusy, namesOf)
  return [asked, 'It may have to be started again by hand.', ...costs].join(' ')
}

function concernedSentences(
  concerned: Concerned,
  whenBusy: string,
  nameOf: (all: readonly Held[]) => string,
): readonly string[] {
  const { busy, others } = concerned
  const clause = workClause(concerned, whenBusy, nameOf)
  // a name stays as it is written
  const isName = busy.length > 0 && nameOf(busy) !== 'it'
  return [
    ...(others.length > 0 ? [`This unloads ${namesOf(others)} too.`] : []),
    ...(clause === null ? [] : [isName ? `${clause}.` : asSentence(clause)]),
  ]
}

/** null: nothing is at work, as far as anybody tells. */
function workClause(
  { busy, untold }: Concerned,
  whenBusy: string,
  nameOf: (all: readonly Held[]) => string,
): string | null {
  if (busy.length > 0) return `${nameOf(busy)} ${areOf(busy)} at work: ${whenBusy}`
  if (untold.length === 0) return null
  const they = untold.length > 1 ? 'they' : 'it'
  return `nobody tells whether ${nameOf(untold)} ${areOf(untold)} at work: if ${they} ${areOf(untold)}, ${whenBusy}`
}

/** `gemma3, qwen3 and 4 more` */
function namesOf(all: readonly Held[]): string {
  const names = all.slice(0, maxNames).map(({ model }) => shownName(model.name))
  return listedWords(all.length > maxNames ? [...names, `${all.length - maxNames} more`] : names)
}
/** More names than these make a sentence nobody reads. */
const maxNames = 3

const areOf = (all: readonly Held[]): string => (all.length > 1 ? 'are' : 'is')
