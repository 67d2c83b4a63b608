import type { Pid } from '../../shared/ids.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { askAt } from '../host/ask-at.ts'
import type { Host } from '../host/host.ts'
import type { Held, ProcessMemory } from '../inference/inventory/inventory.ts'
import type { Monitor } from '../monitor/monitor.ts'
import type { ServerWatch } from '../monitor/servers/server-watch.ts'

/** A Snapshot of now, before and after: for the servers, which answer in less. */
const lookBudgetMs = 3_000

/** Memory that a model may be in, counted in several ways; `gpu`: of graphics cards with memory of their own, of all programs. */
export type Measure = readonly (ProcessMemory | { readonly kind: 'gpu'; readonly bytes: number })[]

/** A model and its memory at one moment. */
export interface Sight {
  /** null: its server does not list it any more. */
  readonly held: Held | null
  readonly measure: Measure
  /** Of the processes that held it none runs any more. */
  readonly hasEnded: boolean
}

export interface SightOptions {
  readonly host: Host
  readonly monitor: Pick<Monitor, 'once'>
  readonly servers: ServerWatch
}

/** Looks once more, at the processes of now and at the servers that the model concerns. */
export async function look(
  { host, monitor, servers }: SightOptions,
  modelId: string,
  before: Held | null,
): Promise<Sight> {
  servers.hurry(before === null ? null : rootsOf(before))
  const snapshot = await monitor.once(lookBudgetMs)
  const held = servers.held().find(({ model }) => model.id === modelId) ?? null
  const of = before ?? held
  return {
    held,
    measure: of === null ? [] : await measure({ host, servers }, of, snapshot),
    hasEnded:
      of !== null && !servers.told().some(({ found }) => isSame(found, of.joined.holder.found)),
  }
}

type FoundServer = Held['joined']['holder']['found']

const isSame = (a: FoundServer, b: FoundServer): boolean =>
  a.root.pid === b.root.pid && a.root.startedAtMs === b.root.startedAtMs

const rootsOf = ({ joined }: Held): readonly Pid[] => [
  joined.owner.found.root.pid,
  joined.holder.found.root.pid,
]

/**
 * Of the processes that hold it, those of then and those of now: koboldcpp begins a new one when it unloads. What an integrated
 * GPU has in use falls by itself when a model idles, and is no sign.
 */
async function measure(
  { host, servers }: Pick<SightOptions, 'host' | 'servers'>,
  { joined }: Held,
  { gpu }: Snapshot,
): Promise<Measure> {
  const concerned = [joined.holder.found, joined.owner.found]
  const now = servers.told().map(({ found }) => found)
  const all = [...concerned, ...now.filter((found) => concerned.some((one) => isSame(found, one)))]
  const pids = new Set(all.flatMap(({ members }) => members.map(({ pid }) => pid)))
  const ofProcesses = await servers.measure(askAt(host, host.clock.nowMs()), [...pids])
  return gpu.kind === 'ok' && !gpu.isStale && !gpu.isUnified
    ? [...ofProcesses, { kind: 'gpu', bytes: gpu.inUseNowBytes }]
    : ofProcesses
}
