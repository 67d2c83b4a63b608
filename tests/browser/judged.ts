import { allRules } from '../../src/main/alerts/all-rules.ts'
import { createAlerts } from '../../src/main/alerts/alerts.ts'
import { defaultAlertSettings } from '../../src/shared/alert-settings.ts'
import { appId } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { trailStepMs, type TrailPoint } from '../../src/shared/trail.ts'
import { atMs } from '../shared/loaded.ts'
import { beyond } from '../shared/loading.ts'
import { endingRoom } from '../shared/warned.ts'
import { unifiedMac } from './unified-mac.ts'
import { writtenRefused } from './written-findings.ts'

const GB = 1e9
const ok = { kind: 'ok', atMs, isStale: false } as const

/** With what the rules say of it: the figures of its alerts are its own. */
export const judged = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  alerts: createAlerts({
    rules: allRules,
    settings: () => defaultAlertSettings,
    snoozedOf: () => null,
  }).judge(snapshot, true),
})

/** Ten minutes in whose second half room went to this. */
const trailTo = (roomBytes: number): readonly TrailPoint[] =>
  Array.from({ length: 120 }, (_, index) => ({
    atMs: atMs - (119 - index) * trailStepMs,
    roomBytes: Math.round(20 * GB + (roomBytes - 20 * GB) * Math.max(0, (index - 59) / 60)),
  }))

/** The Mac of the pictures, with this much of the GPU in use and of RAM free. */
export function macWith(gpuInUseBytes: number, ramRoomBytes: number): Snapshot {
  const { room, gpu, memory, limit } = unifiedMac
  if (room.kind !== 'ok' || gpu.kind !== 'ok' || memory.kind !== 'ok' || limit.kind !== 'ok')
    throw new Error('all of this Mac is known')
  const gpuRoomBytes = Math.round(Math.max(0, limit.limitBytes - gpuInUseBytes))
  const roomBytes = Math.min(gpuRoomBytes, ramRoomBytes)
  const wiredBytes = Math.round(gpuInUseBytes + 2.5 * GB)
  const usedBytes = Math.round(memory.totalBytes - ramRoomBytes)
  return {
    ...unifiedMac,
    trail: { points: trailTo(roomBytes), marks: [] },
    room: {
      ...room,
      state: roomBytes === 0 ? 'full' : 'plenty',
      roomBytes,
      ramRoomBytes,
      gpuRoomBytes,
    },
    memory: {
      ...memory,
      usedBytes,
      availableBytes: ramRoomBytes,
      parts: [
        { kind: 'programs', bytes: usedBytes - wiredBytes },
        { kind: 'wired', bytes: wiredBytes },
      ],
    },
    gpu: {
      ...gpu,
      inUseBytes: gpuInUseBytes,
      inUseNowBytes: gpuInUseBytes,
      beyondLimitBytes: Math.max(0, gpuInUseBytes - limit.limitBytes),
    },
  }
}

const [app] = unifiedMac.apps
const python =
  app === undefined ? [] : [{ ...app, id: appId('python'), name: 'python', memoryBytes: 5.9 * GB }]
const apps = [...python, ...unifiedMac.apps]

const { runsOut } = endingRoom
const grower = {
  kind: 'app',
  appId: appId('python'),
  name: 'python',
  bytesPerSecond: 102e6,
} as const
const ending = {
  apps,
  forecast: {
    ...endingRoom,
    ...ok,
    runsOut: runsOut === null ? null : { ...runsOut, roomBytes: 4_100_000_000, grower },
  },
}

export const endingMac = judged({ ...macWith(17.6 * GB, 4_100_000_000), ...ending })
export const beyondMac = judged(macWith(24_100_000_000, 4_100_000_000))
export const loadingMac = judged({
  ...macWith(0, 27 * GB),
  servers: unifiedMac.servers.map((server) => ({ ...server, memoryBytes: 0.3 * GB })),
  models: [],
  loads: [beyond],
})
export const severalMac = judged({
  ...macWith(24_100_000_000, 4_100_000_000),
  ...ending,
  findings: [{ ...writtenRefused, atMs, lastAtMs: atMs }],
})
