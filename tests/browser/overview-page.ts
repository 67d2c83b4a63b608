import type { ModelMemory } from '../../src/shared/server.ts'
import type { Limit, Snapshot } from '../../src/shared/snapshot.ts'
import { trailStepMs, type TrailPoint } from '../../src/shared/trail.ts'
import { atMs, gemma, qwen } from '../shared/loaded.ts'
import { unifiedMac } from './unified-mac.ts'

const GB = 1e9
const ok = { kind: 'ok', atMs, isStale: false } as const
const size = (bytes: number) => ({ bytes, origin: 'log' }) as const
const unknownMemory: ModelMemory = { total: null, onGpu: null, weights: null, kv: null }

/** Ten minutes of room in GB, up to now; null where it was not known. */
const rooms = (index: number): number | null => {
  if (index >= 30 && index < 36) return null
  if (index < 60) return 20.1
  return index < 72 ? 20.1 - (index - 60) * 1.54 : 3.2 + (index - 71) * 0.02
}
export const tenMinutes: readonly TrailPoint[] = Array.from({ length: 118 }, (_, index) => {
  const room = rooms(index)
  return {
    atMs: atMs - (117 - index) * trailStepMs,
    roomBytes: room === null ? null : Math.round(room * GB),
  }
})

/** A Mac of which all is known that stands in the upper half of the popover, and below it in small print. */
export const toldMac: Snapshot = {
  ...unifiedMac,
  machine: {
    ...ok,
    platform: 'darwin',
    operatingSystem: 'macOS 26.1',
    processor: 'Apple M2 Max',
    coreCount: 12,
    model: null,
  },
  gpu: {
    ...ok,
    inUseBytes: 17.6 * GB,
    inUseNowBytes: 17.6 * GB,
    beyondLimitBytes: 0,
    isUnified: true,
    devices: [
      {
        name: 'Apple M2 Max',
        usableBytes: null,
        inUseBytes: 17.6 * GB,
        busyRatio: 0.97,
        powerWatts: null,
        clockHertz: null,
        celsius: null,
        coreCount: null,
      },
    ],
  },
  wired: {
    ...ok,
    wiredBytes: 20.1 * GB,
    gpuBytes: 17.6 * GB,
    unattributedBytes: 2.5 * GB,
    history: [],
  },
  models: [
    {
      ...gemma,
      isOnGpu: true,
      memory: {
        ...unknownMemory,
        total: size(11.4 * GB),
        weights: size(9.1 * GB),
        kv: size(1.6 * GB),
      },
    },
    { ...qwen, isOnGpu: true, memory: { ...unknownMemory, total: size(5.2 * GB) } },
  ],
  swap: {
    ...ok,
    totalBytes: 3 * GB,
    usedBytes: 1.2 * GB,
    freeBytes: 1.8 * GB,
    inBytesPerSecond: 2e6,
    outBytesPerSecond: 31e6,
  },
  power: { kind: 'absent', reason: 'needs permission for powermetrics, or macmon' },
  disk: { ...ok, path: '/', totalBytes: 1_000 * GB, freeBytes: 200 * GB },
  trail: {
    points: tenMinutes,
    marks: [
      { atMs: atMs - 290_000, kind: 'load', what: 'Qwen3-8B-Q4_K_M.gguf' },
      { atMs: atMs - 200_000, kind: 'prompt', what: 'gemma3:27b' },
      { atMs: atMs - 100_000, kind: 'finding', what: 'The GPU refused memory' },
      { atMs: atMs - 40_000, kind: 'act', what: 'Docker' },
    ],
  },
}

const known = (room: Snapshot['room']) => {
  if (room.kind !== 'ok') throw new Error('it is known')
  return room
}
const memoryWith = (availableBytes: number, isStale = false): Snapshot['memory'] => {
  if (toldMac.memory.kind !== 'ok') throw new Error('it is known')
  const { totalBytes } = toldMac.memory
  return { ...toldMac.memory, usedBytes: totalBytes - availableBytes, availableBytes, isStale }
}
const gpuWith = (inUseBytes: number, inUseNowBytes: number, beyondLimitBytes: number) => {
  if (toldMac.gpu.kind !== 'ok') throw new Error('it is known')
  return { ...toldMac.gpu, inUseBytes, inUseNowBytes, beyondLimitBytes }
}

const limitWith = (other: Partial<Limit>): Snapshot['limit'] => {
  if (toldMac.limit.kind !== 'ok') throw new Error('it is known')
  return { ...toldMac.limit, ...other }
}

/** The same machine in every state that its bar has. */
export const statesOfBar: Readonly<Record<string, Snapshot>> = {
  'room ends before the limit': toldMac,
  'room ends at the limit': {
    ...toldMac,
    memory: memoryWith(9.4 * GB),
    room: {
      ...known(toldMac.room),
      roomBytes: 5.3 * GB,
      ramRoomBytes: 9.4 * GB,
      gpuRoomBytes: 5.3 * GB,
    },
  },
  'an estimated limit, and an idle model that counts': {
    ...toldMac,
    gpu: gpuWith(17.6 * GB, 0.9 * GB, 0),
    limit: limitWith({ isEstimated: true, source: 'rule' }),
  },
  'beyond the limit': {
    ...toldMac,
    gpu: gpuWith(25.2 * GB, 25.2 * GB, 2.3 * GB),
    memory: memoryWith(1.9 * GB),
    room: {
      ...known(toldMac.room),
      state: 'full',
      stateCause: 'room',
      roomBytes: 0,
      ramRoomBytes: 1.9 * GB,
      gpuRoomBytes: 0,
    },
  },
  'held back, and less than a GB': {
    ...toldMac,
    room: {
      ...known(toldMac.room),
      state: 'full',
      stateCause: 'room',
      roomBytes: 0.85 * GB,
      ramRoomBytes: 0.85 * GB,
      gpuRoomBytes: 0.85 * GB,
      ramHeldBackBytes: 3.3 * GB,
      gpuHeldBackBytes: 4.45 * GB,
    },
  },
  'old figures': {
    ...toldMac,
    atMs: atMs + 12_000,
    memory: memoryWith(4.15 * GB, true),
    room: { ...known(toldMac.room), isStale: true },
  },
  'a limit that is not known': {
    ...toldMac,
    limit: { kind: 'failed', reason: 'Metal does not answer' },
    gpu: gpuWith(17.6 * GB, 17.6 * GB, 0),
    room: { ...known(toldMac.room), state: 'unknown', gpuRoomBytes: null, isGpuUnknown: true },
  },
  'a GPU that does not answer': {
    ...toldMac,
    limit: { kind: 'failed', reason: 'Metal does not answer' },
    gpu: { kind: 'failed', reason: 'no answer within 2 s' },
    room: { ...known(toldMac.room), state: 'unknown', gpuRoomBytes: null, isGpuUnknown: true },
  },
  'a card of its own': {
    ...toldMac,
    gpu: { ...gpuWith(17.6 * GB, 17.6 * GB, 0), isUnified: false },
    limit: limitWith({ source: 'nvidia-smi', engineLines: [] }),
    room: { ...known(toldMac.room), roomBytes: 4_100_000_000, gpuRoomBytes: 4_100_000_000 },
  },
  'nothing known yet': {
    ...toldMac,
    memory: { kind: 'waiting', reason: 'no answer yet' },
    room: { kind: 'waiting', reason: 'no answer yet', state: 'unknown' },
    trail: { points: [], marks: [] },
  },
}
