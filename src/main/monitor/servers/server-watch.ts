import type { AskerAt } from '../../host/ask-at.ts'
import type { Pid, ServerId } from '../../../shared/ids.ts'
import type { Model, Server } from '../../../shared/server.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import {
  modelsIn,
  serverIdOf,
  serversIn,
  type Held,
  type InventorySigns,
} from '../../inference/inventory/inventory.ts'
import type { NamesOfBlob } from '../../inference/inventory/join-models.ts'
import { createOllamaNames, type RunsNow } from '../../inference/inventory/ollama-names.ts'
import type { ServerTold } from '../../inference/watch/watched-server.ts'
import { createSource, type AnySource } from '../source.ts'
import { createModelFiles } from './model-files.ts'
import { createServerRounds, type RoundOptions } from './server-rounds.ts'
import type { ApiKeyFor, ServerWorld } from './server-world.ts'
import { createUnloadedCount } from './unloaded-count.ts'

/** What the servers are and hold, at one moment. */
export interface Inventory {
  readonly servers: readonly Server[]
  /** The processes of each of them. */
  readonly members: ReadonlyMap<ServerId, readonly Pid[]>
  readonly held: readonly Held[]
  readonly models: readonly Model[]
  /** How many models have gone from memory since Headroom began to look: unloaded, put to sleep, ended with their server. */
  readonly unloadedCount: number
}

/** The servers of this machine: found by their processes, asked by their kind. */
export interface ServerWatch {
  readonly source: AnySource
  /** Once a tick. */
  inventoryAt(atMs: number, ramBytes: number | null): Inventory
  /** As of the last tick. */
  held(): readonly Held[]
  told(): readonly ServerTold[]
  /** Ollama's own names of a file of weights. */
  readonly namesOfBlob: NamesOfBlob
  /** Reads them for files that no process is known to have yet. */
  learnNames(asker: AskerAt, paths: readonly string[]): Promise<void>
  /** At the next tick processes are listed anew, and these servers (by their roots; null: all) are asked for everything. */
  hurry(roots: readonly Pid[] | null): void
  measure: ServerWorld['measure']
  loadMemory: ServerWorld['loadMemory']
  readonly apiKeyFor: ApiKeyFor
}

/** What a model cannot be bigger than, by far; null where it is not known. */
export const ramBytesOf = (memory: Snapshot['memory']): number | null =>
  memory.kind === 'ok' ? memory.totalBytes : null

/** `isReplay`: nothing of it can be let go. */
export interface ServerWatchOptions extends RoundOptions {
  readonly isReplay: boolean
  /** What its log says of what a server has loaded now. */
  readonly logFactsOf: InventorySigns['logFactsOf']
}

export function createServerWatch(options: ServerWatchOptions): ServerWatch {
  const { world, apiKeyFor, isReplay } = options
  const rounds = createServerRounds(options)
  const files = createModelFiles(world)
  const names = createOllamaNames()
  const countUnloaded = createUnloadedCount()
  let last: readonly Held[] = []

  const source = createSource<null>({
    id: 'servers',
    title: 'inference servers (processes, ports, HTTP)',
    pace: 'fast',
    round: 2,
    read: async (asker, attention) => {
      const read = await rounds.go(asker, attention)
      const told = rounds.told()
      await names.learn(asker, runsNow(told), asker.atMs)
      await files.learn(asker, told)
      return read
    },
  })

  return {
    source,
    inventoryAt: (atMs, ramBytes) => {
      // too old to be shown: nobody knows, which is no unloading
      if (source.goodAt(atMs) === null && !rounds.lacksPorts()) {
        last = []
        const unloadedCount = countUnloaded(null)
        return { servers: [], members: new Map(), held: [], models: [], unloadedCount }
      }
      const signs = {
        told: rounds.told(),
        memoryOf: world.memoryAt(atMs),
        fileOf: files.of,
        namesOfBlob: names.namesOf,
        logFactsOf: options.logFactsOf,
        ramBytes,
        nowMs: atMs,
      }
      last = isReplay ? modelsIn(signs).map(recorded) : modelsIn(signs)
      const models = last.map(({ model }) => model)
      return {
        servers: serversIn(signs),
        members: new Map(signs.told.map((one) => [serverIdOf(one), pidsOf(one)])),
        held: last,
        models,
        unloadedCount: countUnloaded(last),
      }
    },
    held: () => last,
    told: rounds.told,
    namesOfBlob: names.namesOf,
    learnNames: (asker, paths) => names.learn(asker, { paths, ids: [] }, asker.atMs),
    hurry: rounds.hurry,
    measure: world.measure,
    loadMemory: world.loadMemory,
    apiKeyFor,
  }
}

const pidsOf = ({ found }: ServerTold): readonly Pid[] => found.members.map(({ pid }) => pid)

const recorded = (held: Held): Held => ({
  ...held,
  model: { ...held.model, eject: { kind: 'none', reason: 'this is a recording' } },
})

/** What Ollama lists, and the files of all that runs. */
const runsNow = (told: readonly ServerTold[]): RunsNow => ({
  paths: told.flatMap(({ facts }) => (facts.models ?? []).flatMap(({ path }) => path ?? [])),
  ids: told
    .filter(({ spec }) => spec.kind === 'ollama')
    .flatMap(({ facts }) => (facts.models ?? []).flatMap(({ id }) => id ?? [])),
})
