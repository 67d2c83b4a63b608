import type { App, AppProcess } from '../../../../src/shared/app.ts'
import { appId, modelId, pid, serverId } from '../../../../src/shared/ids.ts'
import type { Model, Server } from '../../../../src/shared/server.ts'
import type {
  Gpu,
  GpuDevice,
  Limit,
  Machine,
  Part,
  Room,
  Swap,
} from '../../../../src/shared/snapshot.ts'
import type {
  LiveMoment,
  LiveSign,
  WatchSign,
} from '../../../../src/main/inference/diagnosis/live/live-sign.ts'

/** Moments that we composed: a MacBook Pro with an M4 Pro, 48 GB and one Ollama that has qwen3:32b. */

export const startMs = 1_000_000
export const fresh = { kind: 'ok', atMs: startMs, isStale: false } as const
export const absent = { kind: 'absent', reason: 'no such thing' } as const

export const device: GpuDevice = {
  name: 'Apple M4 Pro',
  usableBytes: 40e9,
  inUseBytes: 24e9,
  busyRatio: 0.97,
  powerWatts: null,
  clockHertz: null,
  celsius: null,
  coreCount: 20,
}

export const gpu = {
  ...fresh,
  inUseBytes: 24e9,
  inUseNowBytes: 24e9,
  beyondLimitBytes: 0,
  isUnified: true,
  devices: [device],
}
export const gpuAt = (busyRatio: number | null): Part<Gpu> => ({
  ...gpu,
  devices: [{ ...device, busyRatio }],
})
export const gpuInUse = (inUseBytes: number): Part<Gpu> => ({ ...gpu, inUseBytes })

export const limitThatIs = (isEstimated: boolean): Part<Limit> => ({
  ...fresh,
  limitBytes: 40e9,
  source: isEstimated ? 'rule' : 'metal',
  isEstimated,
  overrideBytes: null,
  maxBufferBytes: null,
  engineLines: [],
})

export const machineWith = (processor: string): Part<Machine> => ({
  ...fresh,
  platform: 'darwin',
  operatingSystem: 'macOS 26.1',
  processor,
  coreCount: 14,
  model: 'MacBook Pro (Mac16,8)',
})

export const roomIn = (state: 'plenty' | 'tight' | 'full'): Room => ({
  ...fresh,
  state,
  stateCause: state === 'plenty' ? null : 'room',
  roomBytes: 1e9,
  ramRoomBytes: 9e9,
  gpuRoomBytes: 1e9,
  isGpuUnknown: false,
  ramHeldBackBytes: 0,
  gpuHeldBackBytes: 0,
})

export const swapAt = (outBytesPerSecond: number): Part<Swap> => ({
  ...fresh,
  totalBytes: 4e9,
  usedBytes: 3e9,
  freeBytes: 1e9,
  inBytesPerSecond: 0,
  outBytesPerSecond,
})

export const ollamaId = serverId('ollama:100:1')
export const server = (more: Partial<Server> = {}): Server => ({
  id: ollamaId,
  kind: 'ollama',
  title: 'Ollama',
  version: null,
  pid: pid(100),
  startedAtMs: 1,
  port: 11434,
  parentId: null,
  state: 'ready',
  stateReason: null,
  queueLength: null,
  memoryBytes: null,
  memoryKind: null,
  tellsModels: true,
  ...more,
})

export const reported = (bytes: number) => ({ bytes, origin: 'reported' }) as const

/** 20 GB of weights and 2 GB of cache, a quarter of it in use: 20.5 GB a token, 13.3 tok/s at 273 GB/s. */
export const model = (more: Partial<Model> = {}): Model => ({
  id: modelId(`${ollamaId}/qwen3:32b`),
  serverId: ollamaId,
  name: 'qwen3:32b',
  file: null,
  sharesFile: false,
  quantization: 'Q4_K_M',
  memory: {
    total: reported(23e9),
    onGpu: reported(23e9),
    weights: reported(20e9),
    kv: reported(2e9),
  },
  contextTokens: 8_192,
  contextUsedTokens: 2_048,
  contextRatio: 0.25,
  state: 'generating',
  idleSinceMs: null,
  expiresAtMs: null,
  tokensPerSecond: 10,
  queueLength: null,
  isRemote: false,
  eject: { kind: 'quit' },
  atMs: startMs,
  isStale: false,
  ...more,
})

export const process = (more: Partial<AppProcess> = {}): AppProcess => ({
  pid: pid(500),
  name: 'Final Cut Pro',
  memoryBytes: 9.2e9,
  memoryKind: 'footprint',
  startedAtMs: 1,
  isTranslated: false,
  ...more,
})

export const app = (more: Partial<App> = {}): App => ({
  id: appId('/Applications/Final Cut Pro.app'),
  name: 'Final Cut Pro',
  kind: 'app',
  detail: null,
  isHeadroom: false,
  memoryBytes: 9.2e9,
  memoryKind: 'footprint',
  bundleId: null,
  iconName: 'app',
  gpuRatio: 0,
  hasWindows: true,
  isFront: false,
  unusedMs: null,
  isOwn: null,
  quit: { kind: 'ask', isSafe: false, risk: null },
  quitEnds: null,
  growthBytesPerMinute: null,
  startedAtMs: 1,
  processes: [process()],
  ...more,
})

/** All is well in it. */
export const moment = (more: Partial<LiveMoment> = {}): LiveMoment => ({
  atMs: startMs,
  isMac: true,
  machine: machineWith('Apple M4 Pro'),
  room: roomIn('plenty'),
  limit: limitThatIs(false),
  gpu,
  swap: swapAt(0),
  thermal: { ...fresh, hottestCelsius: null, zones: [], level: 'nominal', speedLimitRatio: null },
  battery: { ...fresh, isOnBattery: false, levelRatio: 0.8 },
  apps: [],
  servers: [server()],
  models: [model()],
  logFacts: new Map(),
  ...more,
})

/** The same, read again so much later. */
export function later(one: LiveMoment, afterMs: number): LiveMoment {
  const moved = <T>(part: Part<T>): Part<T> =>
    part.kind === 'ok' ? { ...part, atMs: part.atMs + afterMs } : part
  return {
    ...one,
    atMs: one.atMs + afterMs,
    gpu: moved(one.gpu),
    models: one.models.map((each) => ({ ...each, atMs: each.atMs + afterMs })),
  }
}

/** What is said at the end of so many seconds, in each of which it was as it is. */
export function signsAfter(
  watch: WatchSign,
  one: LiveMoment,
  seconds: number,
  fromSecond = 0,
): readonly LiveSign[] {
  let signs: readonly LiveSign[] = []
  for (let second = fromSecond; second <= fromSecond + seconds; second++)
    signs = watch(later(one, second * 1_000))
  return signs
}

/** For every sign: longer than any of them waits. */
export const aMinute = 60
