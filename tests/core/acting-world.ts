import { createActing, type Acting, type ActingOptions } from '../../src/main/core/acting.ts'
import type { OwnActs } from '../../src/main/core/own-acts.ts'
import type { Ladder } from '../../src/main/core/quit-ladder.ts'
import type { QuitEnd, QuitTarget } from '../../src/main/apps/quit/target.ts'
import type { Host, ProcessIdentity } from '../../src/main/host/host.ts'
import type { BegunAct, EndedAct } from '../../src/main/history/act-line.ts'
import type { ListedProcess } from '../../src/main/monitor/senses.ts'
import type { ServerWatch } from '../../src/main/monitor/servers/server-watch.ts'
import type { App, QuitWay } from '../../src/shared/app.ts'
import { appId, pid } from '../../src/shared/ids.ts'
import { defaultReliefSettings } from '../../src/shared/relief-settings.ts'
import type { Reading } from '../../src/shared/reading.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { createFakeHost, type FakeHost } from '../fake-host.ts'
import { toldOf } from '../inference/server-told.ts'
import { watchServers } from '../servers/composed-world.ts'
import { muchKnown } from '../web/fake-core.ts'

export const unsafe: QuitWay = { kind: 'ask', isSafe: false, risk: 'it may hold unsaved work' }
export const safe: QuitWay = { kind: 'ask', isSafe: true, risk: null }

export interface PlayedApp {
  readonly name: string
  readonly pid: number
  readonly bytes: number
  readonly quit: QuitWay
}

export const loom: PlayedApp = { name: 'Loom', pid: 812, bytes: 2.3e9, quit: unsafe }

const startedAtMs = 1_795_100_000_000

const appOf = ({ name, pid: id, bytes, quit }: PlayedApp): App => ({
  id: appId(`app ${name}`),
  name,
  kind: 'app',
  detail: null,
  isHeadroom: false,
  memoryBytes: bytes,
  memoryKind: 'rss',
  bundleId: null,
  iconName: 'app',
  gpuRatio: null,
  hasWindows: null,
  isFront: false,
  unusedMs: null,
  isOwn: true,
  quitEnds: null,
  growthBytesPerMinute: null,
  quit,
  startedAtMs,
  processes: [
    { pid: pid(id), name, memoryBytes: bytes, memoryKind: 'rss', startedAtMs, isTranslated: null },
  ],
})

export const listedOf = ({ name, pid: id }: PlayedApp): ListedProcess => ({
  pid: pid(id),
  startedAt: '77',
  executable: `/opt/${name}`,
  parentPid: pid(1),
  startedAtMs,
})

export const identityOf = (app: PlayedApp): ProcessIdentity => {
  const { pid: id, startedAt, executable } = listedOf(app)
  return { pid: id, startedAt, executable }
}

/** What was called of the ladder: `ask Loom`, `force Loom 812`. */
export interface ActingWorld {
  readonly acting: Acting
  readonly called: string[]
  readonly lines: (BegunAct | EndedAct)[]
  /** As a Snapshot has them, and the list. */
  run(...apps: readonly PlayedApp[]): void
  /** The list alone: newer than the Snapshot. */
  list(...listed: readonly ListedProcess[]): void
  availableBytes(bytes: number): void
  /** Time passes, and all that comes due. */
  advance(ms: number): Promise<void>
  done<T>(promise: Promise<T>): Promise<T>
}

export interface ActingGiven {
  readonly ends?: (target: QuitTarget, world: ActingWorld) => Promise<QuitEnd>
  readonly forced?: (target: QuitTarget, world: ActingWorld) => Promise<QuitEnd>
  readonly ladder?: Partial<Ladder>
  readonly mode?: Host['mode']
  readonly log?: Partial<OwnActs['log']>
  /** Loom is a server. */
  readonly isServing?: boolean
  /** On a graphics card with memory of its own; without it nobody tells. */
  readonly gpuRoomBytes?: number
  /** Before each Snapshot that is asked for. */
  readonly onLook?: (world: ActingWorld) => void
}

export const ended: QuitEnd = {
  kind: 'ended',
  request: 'SIGTERM to Loom (812)',
  tookMs: 5,
  traces: [],
}
export const stillOpen: QuitEnd = {
  kind: 'still-open',
  request: 'SIGTERM to Loom (812)',
  tookMs: 10_000,
  isGui: false,
  left: [identityOf(loom)],
  note: null,
}

const ok = { kind: 'ok', value: null, atMs: 0, tookMs: 0 } as const

interface Machine {
  readonly snapshot: () => Snapshot
  readonly listed: () => readonly ListedProcess[]
  readonly run: ActingWorld['run']
  readonly list: ActingWorld['list']
  readonly availableBytes: ActingWorld['availableBytes']
  /** These have ended, and their memory is back. */
  readonly end: (target: QuitTarget) => QuitEnd
}

function composedMachine(nowMs: () => number, gpuRoomBytes: number | null): Machine {
  let apps: readonly PlayedApp[] = [loom]
  let listed: readonly ListedProcess[] = apps.map(listedOf)
  let availableBytes = 10e9
  const run: Machine['run'] = (...next) => {
    apps = next
    listed = next.map(listedOf)
  }
  return {
    snapshot: () => snapshotOf(nowMs(), apps, { availableBytes, gpuRoomBytes }),
    listed: () => listed,
    run,
    list: (...next) => {
      listed = next
    },
    availableBytes: (bytes) => {
      availableBytes = bytes
    },
    end: ({ processes }) => {
      const gone = apps.filter((app) => processes.some((one) => one.pid === app.pid))
      availableBytes += gone.reduce((sum, { bytes }) => sum + bytes, 0)
      run(...apps.filter((app) => !gone.includes(app)))
      return ended
    },
  }
}

interface Rooms {
  readonly availableBytes: number
  readonly gpuRoomBytes: number | null
}

function snapshotOf(
  atMs: number,
  apps: readonly PlayedApp[],
  { availableBytes, gpuRoomBytes }: Rooms,
): Snapshot {
  const known = { kind: 'ok', atMs, isStale: false } as const
  const totalBytes = 32e9
  const usedBytes = totalBytes - availableBytes
  return {
    ...muchKnown,
    atMs,
    memory: { ...known, totalBytes, usedBytes, availableBytes, parts: [] },
    room: {
      ...known,
      state: 'plenty',
      stateCause: null,
      roomBytes: Math.min(availableBytes, gpuRoomBytes ?? availableBytes),
      ramRoomBytes: availableBytes,
      gpuRoomBytes,
      isGpuUnknown: false,
      ramHeldBackBytes: 0,
      gpuHeldBackBytes: 0,
    },
    apps: apps.map(appOf),
  }
}

/** Notes what is asked of it, and touches no process. */
function playedLadder(
  given: ActingGiven,
  end: Machine['end'],
  world: () => ActingWorld,
): { readonly ladder: Ladder; readonly called: string[] } {
  const called: string[] = []
  const ladder: Ladder = {
    checkQuit: async (_, { name, processes }) => ({
      kind: 'ok',
      request: `SIGTERM to ${name} (${processes[0]?.pid})`,
    }),
    askToQuit: async (_, target) => {
      called.push(`ask ${target.name}`)
      return given.ends === undefined ? end(target) : given.ends(target, world())
    },
    forceToQuit: async (_, target, left) => {
      called.push(`force ${target.name} ${left.map((one) => one.pid).join(' ')}`)
      return given.forced === undefined ? end(target) : given.forced(target, world())
    },
    watchReturn: async () => null,
    reopenPlan: () => ({ kind: 'type', commandLine: null }),
    reopen: async () => ({ ...ok, value: '' }),
    ...given.ladder,
  }
  return { ladder, called }
}

function notedActs(given: ActingGiven): {
  readonly acts: OwnActs
  readonly lines: (BegunAct | EndedAct)[]
} {
  const lines: (BegunAct | EndedAct)[] = []
  const note = async (line: BegunAct | EndedAct): Promise<Reading<null>> => {
    lines.push(line)
    return ok
  }
  const newest = async () => ({ ...ok, value: [] })
  const forget = async () => ok
  const log = { begin: note, end: note, newest, forget, ...given.log }
  return { acts: { log, settings: () => defaultReliefSettings, actsAlone: false }, lines }
}

/** This machine, on which the composed processes run. */
function hostOf(fake: FakeHost, { listed }: Machine, mode: Host['mode'] = 'live'): Host {
  const identify: Host['identify'] = async (id) => {
    const found = listed().find((one) => one.pid === id)
    return found === undefined
      ? { kind: 'absent', reason: 'it has ended', atMs: 0, tookMs: 0 }
      : { ...ok, value: { ...found, userId: 501, isOwn: true } }
  }
  return { ...fake.host, mode, identify }
}

/** The servers of this machine: Loom alone, of whose memory nobody tells more than its app does. */
const servingLoom = ({ host }: FakeHost): ServerWatch => ({
  ...watchServers({ host }).watch,
  told: () => [toldOf('llama-server -m /m/a.gguf', { pid: loom.pid, startedAtMs })],
  hurry: () => undefined,
  measure: async () => [],
  loadMemory: async () => ({ residentBytes: null, ownBytes: null, isFresh: false }),
})

/** Acting over a composed machine, with a ladder that only notes. */
export function actingWorld(given: ActingGiven = {}): ActingWorld {
  const fake = createFakeHost(new Map())
  const machine = composedMachine(fake.host.clock.nowMs, given.gpuRoomBytes ?? null)
  const { ladder, called } = playedLadder(given, machine.end, () => world)
  const { acts, lines } = notedActs(given)
  const monitor: ActingOptions['monitor'] = {
    once: async () => {
      given.onLook?.(world)
      return machine.snapshot()
    },
    current: machine.snapshot,
    listed: (id) => machine.listed().find((one) => one.pid === id) ?? null,
    onSnapshot: () => () => undefined,
  }
  const host = hostOf(fake, machine, given.mode)
  const world: ActingWorld = {
    acting: createActing({
      host,
      monitor,
      servers: given.isServing === true ? servingLoom(fake) : null,
      acts,
      ladder,
    }),
    called,
    lines,
    run: machine.run,
    list: machine.list,
    availableBytes: machine.availableBytes,
    advance: fake.advance,
    done: async (promise) => {
      const seen = { isDone: false }
      const noted = promise.finally(() => {
        seen.isDone = true
      })
      noted.catch(() => undefined)
      while (!seen.isDone) await fake.advance(500)
      return promise
    },
  }
  return world
}
