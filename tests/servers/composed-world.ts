import { onTestFinished } from 'vitest'
import type { Host } from '../../src/main/host/host.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import type { ProcessMemory } from '../../src/main/inference/inventory/inventory.ts'
import {
  createServerWatch,
  type Inventory,
  type ServerWatch,
} from '../../src/main/monitor/servers/server-watch.ts'
import type { ApiKeyFor, ServerWorld } from '../../src/main/monitor/servers/server-world.ts'
import type { Listener } from '../../src/main/probes/listener.ts'
import { pid, type Pid } from '../../src/shared/ids.ts'
import type { Model, Server } from '../../src/shared/server.ts'

/** A process as a test thinks of it. */
export interface RunningProcess {
  readonly pid: number
  /** Its program and arguments, with blanks between them. */
  readonly command: string
  readonly executable?: string
  readonly parentPid?: number
  readonly startedAtMs?: number
  /** Where it listens, on 127.0.0.1. */
  readonly ports?: readonly number[]
  readonly bytes?: number
  /** A file of weights that it has mapped. */
  readonly mapped?: { readonly path: string; readonly bytes: number }
  readonly folder?: string
  /** Its sockets may not be looked at, as those of another user's. */
  readonly isHidden?: boolean
}

/** The machine's processes are composed; what listens, and what is asked of it, is real. */
export interface ComposedWorld {
  readonly world: ServerWorld
  /** These run now, and no others; one of the same pid and start is the same. */
  run(...processes: readonly RunningProcess[]): void
}

/** All times of these tests are behind this one. */
export const startMs = Date.parse('2026-11-21T12:00:00Z')
/** Long enough ago that a server is no more expected to open its port. */
const longAgoMs = startMs - 3_600_000

export function composeWorld(): ComposedWorld {
  let processes: readonly RunningProcess[] = []
  const memoryOf = (id: Pid): ProcessMemory | null => {
    const bytes = processes.find((one) => one.pid === id)?.bytes
    return bytes === undefined ? null : { bytes, kind: 'footprint' }
  }
  const read = <T>(value: T) => ({ kind: 'ok', value, atMs: startMs, tookMs: 0 }) as const
  // one list of arguments for its life, as the sources give it
  const argvs = new Map<string, readonly string[]>()
  const argvOf = (command: string): readonly string[] => {
    const argv = argvs.get(command) ?? command.split(' ')
    argvs.set(command, argv)
    return argv
  }
  return {
    run: (...next) => {
      processes = next
    },
    world: {
      processes: async () =>
        processes.map((one) => ({
          pid: pid(one.pid),
          parentPid: one.parentPid === undefined ? null : pid(one.parentPid),
          startedAtMs: one.startedAtMs ?? longAgoMs,
          executable: one.executable ?? null,
          argv: argvOf(one.command),
          user: '501',
        })),
      hurry: () => undefined,
      listeners: async () =>
        read({
          listeners: processes.flatMap(listenersOf),
          refused: processes.flatMap((one) => (one.isHidden === true ? pid(one.pid) : [])),
        }),
      userOf: async () => '501',
      mappedFiles: async (_, id) =>
        read(processes.flatMap((one) => (one.pid === id ? (one.mapped ?? []) : []))),
      folderOf: async (_, id) => processes.find((one) => one.pid === id)?.folder ?? null,
      outputFiles: async () => [],
      memoryAt: () => memoryOf,
      measure: async (_, pids) => [
        {
          bytes: pids.reduce((sum, id) => sum + (memoryOf(id)?.bytes ?? 0), 0),
          kind: 'footprint',
        },
      ],
      loadMemory: async (_, pids) => {
        const known = pids.flatMap((id) => memoryOf(id)?.bytes ?? [])
        const bytes = known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0)
        return { residentBytes: bytes, ownBytes: bytes, isFresh: bytes !== null }
      },
    },
  }
}

const listenersOf = ({ pid: id, ports = [], isHidden }: RunningProcess): readonly Listener[] =>
  ports.map((port) => ({
    pid: isHidden === true ? null : pid(id),
    user: '501',
    address: '127.0.0.1',
    port,
  }))

export interface Watching extends ComposedWorld {
  readonly host: Host
  readonly watch: ServerWatch
  /** One tick at this second of the test. */
  tick(second: number, isLooked?: boolean): Promise<Inventory>
  /** A tick each second of these; the last one's inventory. */
  ticks(from: number, to: number, isLooked?: boolean): Promise<Inventory>
}

export interface WatchingOptions {
  readonly apiKeyFor?: ApiKeyFor
  readonly host?: Host
  /** What does not come in time is waited for no longer than this, whatever its deadline; all else has its own. */
  readonly late?: { readonly deadlineMs: number; readonly isAt: (url: string) => boolean }
}

/** The watch over servers as it runs in the product, over a composed machine. Its seconds take no time. */
export function watchServers(options: WatchingOptions = {}): Watching {
  const host = options.host ?? localHost()
  const composed = composeWorld()
  const watch = createServerWatch({
    isReplay: false,
    clock: host.clock,
    world: composed.world,
    apiKeyFor: options.apiKeyFor ?? (() => null),
    logFactsOf: () => null,
  })
  const asking = options.late === undefined ? host : hasty(host, options.late)
  const tick = async (second: number, isLooked = true): Promise<Inventory> => {
    const atMs = startMs + second * 1_000
    await watch.source.ask(asking, atMs, { isLooked, isOnBattery: false })
    return watch.inventoryAt(atMs, 64e9)
  }
  return {
    ...composed,
    host: asking,
    watch,
    tick,
    ticks: async (from, to, isLooked) => {
      for (let second = from; second < to; second++) await tick(second, isLooked)
      return tick(to, isLooked)
    },
  }
}

function localHost(): Host {
  const host = createLocalHost()
  onTestFinished(() => host.close())
  return host
}

const hasty = (host: Host, { deadlineMs, isAt }: NonNullable<WatchingOptions['late']>): Host => ({
  ...host,
  ask: (question, atMs) =>
    host.ask(
      question.kind === 'http' && isAt(question.url)
        ? { ...question, deadlineMs: Math.min(deadlineMs, question.deadlineMs ?? 2_000) }
        : question,
      atMs,
    ),
})

/** The server of this process; an error where there is none. */
export function serverOf({ servers }: Inventory, id: number): Server {
  const found = servers.find((server) => server.id.split(':')[1] === String(id))
  if (found === undefined) throw new Error(`no server of ${id}`)
  return found
}

export function modelNamed({ models }: Inventory, name: string): Model {
  const found = models.find((model) => model.name === name)
  if (found === undefined)
    throw new Error(`no model ${name}, but ${models.map((one) => one.name).join(', ')}`)
  return found
}

/** name, kind of its server and state of each model. */
export const linesOf = ({ servers, models }: Inventory): readonly string[] =>
  models.map(({ name, serverId, state }) => {
    const server = servers.find(({ id }) => id === serverId)
    return `${name} ${server?.kind ?? '?'} ${state}`
  })
