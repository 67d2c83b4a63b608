import type { Host, LogPiece, LogTrouble } from '../../../src/main/host/host.ts'
import type { ServerTold } from '../../../src/main/inference/watch/watched-server.ts'
import { createLogWatch, type LogWatch } from '../../../src/main/monitor/logs/log-watch.ts'
import type { LogMemory } from '../../../src/main/monitor/logs/log-memory.ts'
import type { Attention } from '../../../src/main/monitor/pace.ts'
import type { Source } from '../../../src/shared/snapshot.ts'
import { createFakeHost } from '../../fake-host.ts'
import type { World } from '../../world.ts'
import { looked } from '../driven.ts'
import { fileStat } from './placed.ts'

interface Follower {
  readonly onPiece: (piece: LogPiece) => void
  readonly onTrouble: (trouble: LogTrouble | null) => void
}

export interface FakeLogs {
  readonly host: Host
  readonly world: World
  /** Lines at the end of a log, as its follower tells them; those of before it is followed are its backlog. */
  write(path: string, text: string, given?: Partial<LogPiece>): void
  trouble(path: string, trouble: LogTrouble | null): void
  isFollowed(path: string): boolean
  advance(ms: number): Promise<void>
  setClock(byMs: number): void
}

/** A host whose logs are written by the test. */
export function fakeLogs(world: World = new Map(), platform = 'linux'): FakeLogs {
  const fake = createFakeHost(world, platform)
  const followers = new Map<string, Follower>()
  const backlog = new Map<string, (() => void)[]>()
  const offsets = new Map<string, number>()
  const tell = (path: string, text: string, given: Partial<LogPiece>): void => {
    const before = offsets.get(path) ?? 0
    const offsetBytes = (given.isNewFile === true ? 0 : before) + text.length
    offsets.set(path, offsetBytes)
    followers.get(path)?.onPiece({
      text,
      skippedBytes: 0,
      position: { inode: 1, offsetBytes, markBytes: 1, mark: 'aa' },
      isNewFile: before === 0,
      isBacklog: false,
      isKnown: false,
      modifiedAtMs: fake.host.clock.nowMs(),
      ...given,
    })
  }
  const drain = (path: string): void => {
    const waiting = backlog.get(path) ?? []
    backlog.delete(path)
    waiting.forEach((act) => act())
  }
  const host: Host = {
    ...fake.host,
    followLog: (path, _start, onPiece, onTrouble) => {
      followers.set(path, { onPiece, onTrouble })
      return {
        stop: () => void followers.delete(path),
        check: async () => drain(path),
      }
    },
  }
  return {
    host,
    world,
    write: (path, text, given = {}) => {
      if (!world.has(`stat ${path}`)) world.set(`stat ${path}`, fileStat(1_000 + world.size))
      if (followers.has(path)) return tell(path, text, given)
      const acts = backlog.get(path) ?? []
      acts.push(() => tell(path, text, { isBacklog: true, ...given }))
      backlog.set(path, acts)
    },
    trouble: (path, trouble) => followers.get(path)?.onTrouble(trouble),
    isFollowed: (path) => followers.has(path),
    advance: fake.advance,
    setClock: fake.setClock,
  }
}

export interface WatchedLogs extends FakeLogs {
  readonly watch: LogWatch
  /** These run from now on. */
  run(...told: readonly ServerTold[]): void
  told(): readonly ServerTold[]
  /** One tick; what the source says of itself then. */
  look(attention?: Attention): Promise<Source>
}

export interface WatchedLogsOptions {
  /** They are there from the beginning. */
  readonly ownFiles?: readonly string[]
  readonly memory?: LogMemory
  readonly isAppleSilicon?: boolean
  /** By the number of the process. */
  readonly outputs?: Readonly<Record<number, readonly string[]>>
}

/** The watch over logs as it runs in the product; the machine and its logs are the test's. */
export function watchLogs(options: WatchedLogsOptions = {}): WatchedLogs {
  const { ownFiles = [] } = options
  const logs = fakeLogs(
    new Map(ownFiles.map((path, index) => [`stat ${path}`, fileStat(index + 1)])),
  )
  let told: readonly ServerTold[] = []
  const watch = createLogWatch({
    host: logs.host,
    world: {
      folderOf: async () => null,
      outputFiles: async (_, id) => options.outputs?.[id] ?? [],
    },
    told: () => told,
    ownFiles: () => ownFiles,
    runsFolder: null,
    memory: options.memory ?? null,
    isAppleSilicon: () => options.isAppleSilicon ?? null,
  })
  return {
    ...logs,
    watch,
    run: (...next) => {
      told = next
    },
    told: () => told,
    look: async (attention = looked) => {
      const atMs = logs.host.clock.nowMs()
      const asked = watch.source.ask(logs.host, atMs, attention)
      await logs.advance(0)
      await asked
      return watch.source.statusAt(atMs, attention)
    },
  }
}
