import type { Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { Clock } from '../../host/host.ts'
import { createKindOf, findServers, type Found } from '../../inference/programs/discover.ts'
import type { ServerKindSpec, ServerProcess } from '../../inference/server-kind.ts'
import { python } from '../../inference/servers/python.ts'
import {
  createWatchedServer,
  type ServerTold,
  type WatchedServer,
} from '../../inference/watch/watched-server.ts'
import type { Attention } from '../pace.ts'
import { createPorts } from './ports.ts'
import { createPythonLibraries } from './python-libraries.ts'
import type { ApiKeyFor, ServerWorld } from './server-world.ts'

/** A slow server must not hold up the others: what comes later stands in the next Snapshot. */
const patienceMs = { known: 250, new: 1_000 } as const

export interface RoundOptions {
  readonly clock: Pick<Clock, 'after'>
  readonly world: ServerWorld
  readonly apiKeyFor: ApiKeyFor
}

/** One round after the other over all servers: who runs, where they listen, what they say. */
export interface ServerRounds {
  go(asker: AskerAt, attention: Attention): Promise<Reading<null>>
  /** Parents before their children. */
  told(): readonly ServerTold[]
  /** At the last round all servers were found, but not where they listen. */
  lacksPorts(): boolean
  /** At the next round these (by their roots) are asked for everything; null: all are, and where they listen. */
  hurry(roots: readonly Pid[] | null): void
}

export function createServerRounds({ clock, world, apiKeyFor }: RoundOptions): ServerRounds {
  const kindByArguments = createKindOf()
  const pythons = createPythonLibraries(world)
  const ports = createPorts(world)
  let watched: ReadonlyMap<string, WatchedServer> = new Map()
  let lacksPorts = false

  const kindOf = (running: ServerProcess): ServerKindSpec | null =>
    kindByArguments(running) ?? (pythons.computes(running) ? python : null)
  const told = (): readonly ServerTold[] => [...watched.values()].map((server) => server.told())

  const visit = (one: Found, found: readonly Found[], asker: AskerAt, isLooked: boolean) => {
    const own = ports.of(one)
    const parent = found.find(({ root }) => root.pid === one.parent?.pid)
    // a key is its user's: it goes to no process of others, whose sockets show no process
    const keys = own.map(({ pid, port }) => (pid === null ? null : apiKeyFor(one.spec.kind, port)))
    return watched.get(keyOf(one))?.visit(one, {
      asker,
      ports: own,
      isLooked,
      apiKey: keys.find((key) => key !== null) ?? null,
      parentKind: parent?.spec.kind ?? null,
    })
  }

  return {
    go: async (asker, { isLooked }) => {
      const processes = await world.processes(asker)
      lacksPorts = false
      if (processes === null) return unknownProcesses(asker.atMs)
      const unknown = processes.filter((running) => kindByArguments(running) === null)
      await pythons.learn(asker, unknown)
      const found = findServers(processes, kindOf)
      const isMissing = told().some(({ at, spec }) => at === null && spec.marks.length > 0)
      const read = await ports.read(asker, found, { isLooked, isMissing })
      lacksPorts = read.kind !== 'ok'
      const isNew = found.some((one) => !watched.has(keyOf(one)))
      const before = watched
      watched = new Map(
        found.map((one) => [keyOf(one), before.get(keyOf(one)) ?? createWatchedServer(one)]),
      )
      hurryParents(before, watched)
      const visits = Promise.all(found.map((one) => visit(one, found, asker, isLooked)))
      await within(clock, isNew ? patienceMs.new : patienceMs.known, visits)
      return read
    },
    told,
    lacksPorts: () => lacksPorts,
    hurry: (roots) => {
      world.hurry()
      if (roots === null) ports.hurry()
      for (const server of watched.values()) {
        if (roots === null || roots.includes(server.told().found.root.pid)) server.hurry()
      }
    },
  }
}

/** A child that has ended has let go of its model: its server, which may still list it, is asked at once. */
function hurryParents(
  before: ReadonlyMap<string, WatchedServer>,
  now: ReadonlyMap<string, WatchedServer>,
): void {
  for (const [key, ended] of before) {
    const parent = now.has(key) ? null : ended.told().found.parent
    if (parent === null) continue
    for (const server of now.values()) {
      if (server.told().found.root.pid === parent.pid) server.hurry()
    }
  }
}

const unknownProcesses = (atMs: number): Reading<null> => ({
  kind: 'failed',
  reason: 'the processes are not known',
  atMs,
  tookMs: 0,
})

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
