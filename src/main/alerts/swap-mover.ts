import type { SwapGrowth } from '../../shared/forecast.ts'
import type { AppId, ServerId } from '../../shared/ids.ts'
import type { App } from '../../shared/app.ts'
import type { Load } from '../../shared/load.ts'
import { servedBy } from '../../shared/served-by.ts'
import type { Model, Server } from '../../shared/server.ts'
import type { Unjudged } from './rule.ts'

/** What works while memory moves to swap: a model, or a load whose server does not list it yet. */
export interface Doer {
  readonly name: string
  readonly serverId: ServerId | null
  readonly model: Model | null
}

/** Who took the room of what went out. */
export type Mover =
  | { readonly kind: 'doer' }
  | { readonly kind: 'app'; readonly app: App; readonly grownBytes: number }
  /** Nobody of whom it can be told. */
  | { readonly kind: 'nobody' }

/** The most of what went out is theirs. */
const mostRatio = 0.5
/** A load is found up to so long after it began. */
const foundAfterMs = 30_000
/** As far back as the forecast sets the beginning of what it has found late (headroom/forecast/swap-growth.ts). */
const historyMs = 150_000
const leastEveryMs = 10_000

interface Holding {
  readonly atMs: number
  readonly apps: ReadonlyMap<AppId, number>
  /** null: it was there, and how much it held was not known. */
  readonly servers: ReadonlyMap<ServerId, number | null>
}

/** What stood when it began, and what loads have asked for since. */
interface Begun {
  readonly sinceMs: number
  readonly before: Holding
  readonly loadBytes: number
}

/** null: several do, or nobody who is still there. */
export function doerOf({ modelId }: SwapGrowth, { models, loads }: Unjudged): Doer | null {
  const model = models.find(({ id }) => id === modelId)
  if (model !== undefined) return { name: model.name, serverId: model.serverId, model }
  const [load, ...others] = loads.filter(({ stage }) => stage === 'loading')
  if (load === undefined || others.length > 0) return null
  return { name: load.name, serverId: load.serverId, model: null }
}

/** Follows who holds how much, so that others' growth is not said of the model that happens to work. */
export function createSwapMovers(): {
  note(snapshot: Unjudged): void
  of(growth: SwapGrowth, doer: Doer | null, snapshot: Unjudged): Mover
} {
  let history: readonly Holding[] = []
  let begun: Begun | null = null

  const begunAt = (sinceMs: number, now: Holding): Begun => {
    if (begun?.sinceMs === sinceMs) return begun
    const before = history.findLast(({ atMs }) => atMs <= sinceMs) ?? history[0] ?? now
    return { sinceMs, before, loadBytes: 0 }
  }

  return {
    note: (snapshot) => {
      const { atMs } = snapshot
      const last = history.at(-1)
      if (last !== undefined && atMs >= last.atMs && atMs - last.atMs < leastEveryMs) return
      const kept = history.filter((one) => one.atMs < atMs && atMs - one.atMs <= historyMs)
      history = [...kept, holdingOf(snapshot)]
    },
    of: (growth, doer, snapshot) => {
      const held = begunAt(growth.sinceMs, holdingOf(snapshot))
      begun = { ...held, loadBytes: Math.max(held.loadBytes, loadBytesOf(growth, doer, snapshot)) }
      const own = ownServers(doer, snapshot)
      const ownBytes = Math.max(begun.loadBytes, grownBytesOf(own, begun.before))
      const other = mostGrown(own, begun.before, snapshot)
      const leastBytes = mostRatio * growth.bytes
      if (ownBytes >= leastBytes && ownBytes >= (other?.grownBytes ?? 0)) return { kind: 'doer' }
      if (other !== null && other.grownBytes >= leastBytes) return { kind: 'app', ...other }
      return { kind: 'nobody' }
    },
  }
}

const holdingOf = ({ atMs, apps, servers }: Unjudged): Holding => ({
  atMs,
  apps: new Map(apps.map(({ id, memoryBytes }) => [id, memoryBytes])),
  servers: new Map(servers.map(({ id, memoryBytes }) => [id, memoryBytes])),
})

/** What weights that are mapped take is in no figure of their process: what their load needs tells it. */
function loadBytesOf({ sinceMs }: SwapGrowth, doer: Doer | null, { loads }: Unjudged): number {
  const isOfDoer = ({ serverId, stage, startedAtMs }: Load): boolean =>
    serverId === (doer?.serverId ?? null) &&
    stage !== 'failed' &&
    startedAtMs >= sinceMs - foundAfterMs
  const needs = loads.filter(isOfDoer).map(({ need }) => {
    return need.kind === 'ok' ? Math.max(need.needBytes, need.needRamBytes) : 0
  })
  return Math.max(0, ...needs)
}

/** Its server and the children in which that runs its models. */
const ownServers = (doer: Doer | null, { servers }: Unjudged): readonly Server[] =>
  doer === null || doer.serverId === null
    ? []
    : servers.filter(({ id, parentId }) => id === doer.serverId || parentId === doer.serverId)

/** One that was not there has grown by all that it holds. */
const grownBytesOf = (own: readonly Server[], { servers }: Holding): number =>
  own.reduce((sum, { id, memoryBytes }) => {
    const before = servers.has(id) ? (servers.get(id) ?? null) : 0
    return memoryBytes === null || before === null ? sum : sum + memoryBytes - before
  }, 0)

function mostGrown(
  own: readonly Server[],
  before: Holding,
  { apps }: Unjudged,
): { readonly app: App; readonly grownBytes: number } | null {
  // nobody was listed then: nobody has grown since
  if (before.apps.size === 0) return null
  const [most] = apps
    .filter((app) => !app.isHeadroom && servedBy(app, own).length === 0)
    .map((app) => ({ app, grownBytes: app.memoryBytes - (before.apps.get(app.id) ?? 0) }))
    .toSorted((a, b) => b.grownBytes - a.grownBytes)
  return most ?? null
}
