import type { Limit, Room, Snapshot } from '../../../src/shared/snapshot.ts'
import type { Load } from '../../../src/shared/load.ts'
import type { LogFacts } from '../../../src/shared/log-facts.ts'
import type { LearntUse } from '../../../src/main/history/learnt/learnt-use.ts'
import type { AnnouncedLoad } from '../../../src/main/inference/inventory/loading.ts'
import type { LoadState } from '../../../src/main/inference/logs/load-state.ts'
import { createLoadWatch } from '../../../src/main/monitor/loads/load-watch.ts'
import { nothingKnown } from '../../web/fake-core.ts'
import { startMs, watchServers, type RunningProcess } from '../../servers/composed-world.ts'

/** What the logs of all servers say at the moment. */
export interface LogsSay {
  readonly stage?: LoadState['stage']
  readonly facts?: LogFacts
  readonly version?: string
  readonly announced?: readonly AnnouncedLoad[]
}

export interface WatchedLoads {
  run(...processes: readonly RunningProcess[]): void
  say(logs: LogsSay): void
  /** All rounds of one tick at this second of the test, with so much room. */
  tick(second: number, roomBytes?: number): Promise<readonly Load[]>
  /** The same, where no model could be looked at in time. */
  hurriedTick(second: number): Promise<readonly Load[]>
}

/** A process that began at a second of the test. */
export const begunAt = (second: number, one: RunningProcess): RunningProcess => ({
  startedAtMs: startMs + second * 1_000,
  ...one,
})

const ok = { kind: 'ok', atMs: startMs, isStale: false } as const

export function watchLoads(home = '/', learnt?: LearntUse): WatchedLoads {
  const { host, watch, world, run, tick } = watchServers()
  let logs: LogsSay = {}
  const loads = createLoadWatch({
    host,
    world,
    servers: watch,
    logs: {
      factsOf: () => logs.facts ?? null,
      stageOf: () => logs.stage ?? null,
      announcedBy: () => logs.announced ?? [],
      childStageOf: () => logs.stage ?? null,
      llamaVersionOf: () => logs.version ?? null,
    },
    learnt,
    variables: { OLLAMA_MODELS: `${home}/ollama`, HF_HUB_CACHE: `${home}/hub` },
  })
  const ticked = async (
    second: number,
    roomBytes: number,
    isInTime: boolean,
  ): Promise<readonly Load[]> => {
    const atMs = startMs + second * 1_000
    await watch.source.ask(host, atMs, attention)
    if (isInTime) await loads.source.ask(host, atMs, attention)
    await tick(second)
    return loads.loadsAt(atMs, momentWith(roomBytes))
  }
  return {
    run,
    say: (next) => {
      logs = next
    },
    tick: (second, roomBytes = 1e12) => ticked(second, roomBytes, true),
    hurriedTick: (second) => ticked(second, 1e12, false),
  }
}

const attention = { isLooked: true, isOnBattery: false } as const

/** A machine without a GPU of its own. */
const momentWith = (roomBytes: number): Snapshot => ({
  ...nothingKnown,
  room: roomOf(roomBytes),
  limit: { kind: 'absent', reason: 'no card' } satisfies Snapshot['limit'] | Limit,
})

const roomOf = (roomBytes: number): Room => ({
  ...ok,
  state: 'plenty',
  stateCause: null,
  roomBytes,
  ramRoomBytes: roomBytes,
  gpuRoomBytes: null,
  isGpuUnknown: false,
  ramHeldBackBytes: 0,
  gpuHeldBackBytes: 0,
})

export function needIn(load: Load | undefined): Extract<Load['need'], { kind: 'ok' }> {
  if (load?.need.kind === 'ok') return load.need
  throw new Error(`no need: ${JSON.stringify(load)}`)
}
