import type { ModelId } from '../../../shared/ids.ts'
import type { Model, Server } from '../../../shared/server.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { Clock } from '../../host/host.ts'
import { createKindOf, findServers, type Found } from '../../inference/discover.ts'
import { modelsIn, serversIn, type Held } from '../../inference/inventory.ts'
import { createOllamaNames } from '../../inference/ollama-names.ts'
import {
  createWatchedServer,
  type ServerTold,
  type WatchedServer,
} from '../../inference/watched-server.ts'
import type { Attention } from '../pace.ts'
import type { ApiKeyFor } from '../senses.ts'
import { createSource, type AnySource } from '../source.ts'
import { createModelFiles } from './model-files.ts'
import { createPorts } from './ports.ts'
import type { ServerWorld } from './server-world.ts'

/** A slow server must not hold up the others: what comes later stands in the next Snapshot. */
const patienceMs = { known: 250, new: 2_500 } as const

/** What the servers are and hold, at one moment. */
export interface Inventory {
  readonly servers: readonly Server[]
  readonly held: readonly Held[]
  readonly models: readonly Model[]
  /** How many models have been let go, or put to sleep, since Headroom began to look. */
  readonly unloadedCount: number
}

/** The servers of this machine: found by their processes, asked by their kind. */
export interface ServerWatch {
  readonly source: AnySource
  /** Once a tick. */
  inventoryAt(atMs: number, ramBytes: number | null): Inventory
  /** As of the last tick. */
  held(): readonly Held[]
  /** At the next tick all servers are asked for everything. */
  hurry(): void
  measure: ServerWorld['measure']
  readonly apiKeyFor: ApiKeyFor
}

/** What a model cannot be bigger than, by far; null where it is not known. */
export const ramBytesOf = (memory: Snapshot['memory']): number | null =>
  memory.kind === 'ok' ? memory.totalBytes : null

export interface ServerWatchOptions {
  readonly clock: Pick<Clock, 'after'>
  readonly world: ServerWorld
  readonly apiKeyFor: ApiKeyFor
}

export function createServerWatch({ clock, world, apiKeyFor }: ServerWatchOptions): ServerWatch {
  const kindOf = createKindOf()
  const ports = createPorts(world)
  const files = createModelFiles(world)
  const names = createOllamaNames()
  const countUnloaded = createUnloadedCount()
  let watched: ReadonlyMap<string, WatchedServer> = new Map()
  let last: readonly Held[] = []

  const told = (): readonly ServerTold[] => [...watched.values()].map((server) => server.told())

  const visitAll = async (
    asker: AskerAt,
    found: readonly Found[],
    { isLooked }: Attention,
  ): Promise<void> => {
    const isNew = found.some((one) => !watched.has(keyOf(one)))
    watched = new Map(
      found.map((one) => [keyOf(one), watched.get(keyOf(one)) ?? createWatchedServer(one)]),
    )
    const visits = found.map((one) => {
      const own = ports.of(one)
      const parent = found.find(({ root }) => root.pid === one.parent?.pid)
      return watched.get(keyOf(one))?.visit(one, {
        asker,
        ports: own,
        isLooked,
        apiKey:
          own.map(({ port }) => apiKeyFor(one.spec.kind, port)).find((key) => key !== null) ?? null,
        parentKind: parent?.spec.kind ?? null,
      })
    })
    await within(clock, isNew ? patienceMs.new : patienceMs.known, Promise.all(visits))
  }

  const source = createSource<null>({
    id: 'servers',
    title: 'inference servers (processes, ports, HTTP)',
    pace: 'fast',
    isLast: true,
    read: async (asker, attention) => {
      const processes = await world.processes(asker)
      if (processes === null)
        return {
          kind: 'failed',
          reason: 'the processes are not known',
          atMs: asker.atMs,
          tookMs: 0,
        }
      const found = findServers(processes, kindOf)
      const isMissing = told().some(({ at, spec }) => at === null && spec.marks.length > 0)
      const read = await ports.read(asker, found, { isLooked: attention.isLooked, isMissing })
      await visitAll(asker, found, attention)
      const now = told()
      await names.learn(
        asker,
        now.flatMap(({ facts }) => facts.models?.flatMap(({ path }) => path ?? []) ?? []),
        asker.atMs,
      )
      await files.learn(asker, now)
      return read
    },
  })

  return {
    source,
    inventoryAt: (atMs, ramBytes) => {
      const signs = {
        told: told(),
        memoryOf: world.memoryAt(atMs),
        fileOf: files.of,
        nameOfBlob: names.nameOf,
        ramBytes,
        nowMs: atMs,
      }
      const held = modelsIn(signs)
      last = held
      const models = held.map(({ model }) => model)
      return { servers: serversIn(signs), held, models, unloadedCount: countUnloaded(models) }
    },
    held: () => last,
    hurry: () => {
      ports.hurry()
      watched.forEach((server) => server.hurry())
    },
    measure: world.measure,
    apiKeyFor,
  }
}

const keyOf = ({ spec, root }: Found): string => `${spec.kind}:${root.pid}:${root.startedAtMs}`

/** Done when the work is, or when the time is over. */
function within(
  clock: Pick<Clock, 'after'>,
  budgetMs: number,
  work: Promise<unknown>,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const cancel = clock.after(budgetMs, resolve)
  void work.then(() => resolve())
  return promise.finally(cancel)
}

/** Counts models that were there, awake, and are not any more. */
function createUnloadedCount(): (models: readonly Model[]) => number {
  let before: ReadonlySet<ModelId> = new Set()
  let count = 0
  return (models) => {
    const now = new Set(
      models.filter(({ state, isRemote }) => state !== 'sleeping' && !isRemote).map(({ id }) => id),
    )
    count += [...before].filter((id) => !now.has(id)).length
    before = now
    return count
  }
}
