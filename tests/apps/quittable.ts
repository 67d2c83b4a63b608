import type { Serving, Unasked } from '../../src/main/apps/quit-way.ts'
import { appId, pid } from '../../src/shared/ids.ts'

/** A helper of some app on a Mac, which has rested in the background for an hour: it is safe to quit. */
export const resting: Unasked = {
  id: appId('/Applications/Loom.app'),
  name: 'Loom',
  kind: 'app',
  detail: null,
  isHeadroom: false,
  memoryBytes: 2e9,
  memoryKind: 'footprint',
  bundleId: 'com.example.loom',
  iconName: 'background',
  gpuRatio: 0,
  hasWindows: false,
  isFront: false,
  unusedMs: 3_600_000,
  isOwn: true,
  quitEnds: null,
  growthBytesPerMinute: 0,
  startedAtMs: 0,
  processes: [],
  quitSigns: {
    members: [
      {
        pid: pid(700),
        parentPid: pid(1),
        executable: '/Applications/Loom.app/Contents/MacOS/Loom',
        isOwn: true,
      },
    ],
    isBackgroundOnly: true,
    isUnattended: false,
    unaskable: null,
  },
}

export const nothing: Serving = { servers: [], models: [] }

export const ready: Serving['servers'][number] = {
  state: 'ready',
  tellsModels: true,
  queueLength: 0,
}

export const idleModel = (name = 'gemma3'): Serving['models'][number] => ({
  name,
  state: 'idle',
  queueLength: null,
  isStale: false,
})
