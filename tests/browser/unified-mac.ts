import type { Snapshot } from '../../src/shared/snapshot.ts'
import { atMs } from '../shared/loaded.ts'
import { loadedMac } from './loaded-page.ts'

const GB = 1e9
const ok = { kind: 'ok', atMs, isStale: false } as const

/** The same Mac with its GPU and Metal's limit: the bar as people have it. */
export const unifiedMac: Snapshot = {
  ...loadedMac,
  room: {
    ...ok,
    state: 'plenty',
    stateCause: null,
    roomBytes: 4.15 * GB,
    ramRoomBytes: 4.15 * GB,
    gpuRoomBytes: 5.3 * GB,
    isGpuUnknown: false,
    ramHeldBackBytes: 0,
    gpuHeldBackBytes: 0,
  },
  memory: {
    ...ok,
    totalBytes: 34.4 * GB,
    usedBytes: 30.25 * GB,
    availableBytes: 4.15 * GB,
    parts: [
      { kind: 'programs', bytes: 8.85 * GB },
      { kind: 'wired', bytes: 20.1 * GB },
      { kind: 'compressed', bytes: 1.3 * GB },
    ],
  },
  limit: {
    ...ok,
    limitBytes: 22.9 * GB,
    source: 'metal',
    isEstimated: false,
    overrideBytes: null,
    maxBufferBytes: null,
    engineLines: [
      { engine: 'llama.cpp', lineBytes: 22.9 * GB, beyond: 'fails' },
      { engine: 'Ollama', lineBytes: 22.9 * GB, beyond: 'fails' },
      { engine: 'MLX', lineBytes: 32.6 * GB, beyond: 'refuses' },
    ],
  },
  gpu: {
    ...ok,
    inUseBytes: 17.6 * GB,
    inUseNowBytes: 17.6 * GB,
    beyondLimitBytes: 0,
    isUnified: true,
    devices: [],
  },
}
