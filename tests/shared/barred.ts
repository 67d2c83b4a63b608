import type { Model, ModelMemory } from '../../src/shared/server.ts'
import type { Gpu, Limit, Room, Snapshot } from '../../src/shared/snapshot.ts'
import { nothingKnown } from '../web/fake-core.ts'
import { atMs, gemma } from './loaded.ts'

export const GB = 1e9
export const ok = { kind: 'ok', atMs, isStale: false } as const

export const roomOf = (ramRoomBytes: number, gpuRoomBytes: number | null): Room => ({
  ...ok,
  state: 'plenty',
  stateCause: null,
  roomBytes: Math.min(ramRoomBytes, gpuRoomBytes ?? ramRoomBytes),
  ramRoomBytes,
  gpuRoomBytes,
  isGpuUnknown: false,
  ramHeldBackBytes: 0,
  gpuHeldBackBytes: 0,
})
export const limitOf = (limitBytes: number): Limit => ({
  limitBytes,
  source: 'metal',
  isEstimated: false,
  overrideBytes: null,
  maxBufferBytes: null,
  engineLines: [
    { engine: 'llama.cpp', lineBytes: limitBytes, beyond: 'fails' },
    { engine: 'MLX', lineBytes: limitBytes * 1.5, beyond: 'refuses' },
  ],
})
export const gpuOf = (inUseBytes: number, beyondLimitBytes = 0): Gpu => ({
  inUseBytes,
  inUseNowBytes: inUseBytes,
  beyondLimitBytes,
  isUnified: true,
  devices: [],
})
export const size = (bytes: number) => ({ bytes, origin: 'reported' }) as const
export const modelOf = (memory: Partial<ModelMemory>): Model => ({
  ...gemma,
  memory: { total: null, onGpu: null, weights: null, kv: null, ...memory },
})

/** A Mac of 32 GB, of which the GPU may have 22, and has 10; programs and the system have 6. */
export const mac: Snapshot = {
  ...nothingKnown,
  memory: { ...ok, totalBytes: 32 * GB, usedBytes: 16 * GB, availableBytes: 16 * GB, parts: [] },
  limit: { ...ok, ...limitOf(22 * GB) },
  gpu: { ...ok, ...gpuOf(10 * GB) },
  room: roomOf(16 * GB, 12 * GB),
  wired: { ...ok, wiredBytes: 12 * GB, gpuBytes: 10 * GB, unattributedBytes: 2 * GB, history: [] },
}
