import type { Core } from '../../src/main/core/core.ts'
import { Refusal } from '../../src/main/host/attempt.ts'
import { appId, pid } from '../../src/shared/ids.ts'
import { nothingLearnt } from '../../src/shared/learnt.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import type { ShellAct } from '../../src/shared/shell.ts'
import { withoutApp } from '../without-app.ts'

const unknown = { kind: 'absent', reason: 'not on this machine' } as const

/** A Snapshot of a machine of which nothing is known. */
export const nothingKnown: Snapshot = {
  schema: 'headroom/snapshot/1',
  atMs: 1,
  mode: 'live',
  machine: unknown,
  memory: unknown,
  room: { ...unknown, state: 'unknown' },
  limit: unknown,
  gpu: unknown,
  pressure: unknown,
  swap: unknown,
  wired: unknown,
  disk: unknown,
  battery: unknown,
  power: unknown,
  thermal: unknown,
  apps: [],
  servers: [],
  models: [],
  loads: [],
  findings: [],
  notices: [],
  forecast: unknown,
  alerts: [],
  suggestion: null,
  acted: null,
  trail: { points: [], marks: [] },
  sources: [],
  cost: unknown,
}

export const snapshotAt = (atMs: number): Snapshot => ({ ...nothingKnown, atMs })

const ok = { kind: 'ok', atMs: 1, isStale: false } as const
export const ofSource = {
  title: '',
  reason: null,
  ageMs: 0,
  isStale: false,
  tookMs: 1,
  everyMs: 1_000,
}

/** A Snapshot of which much is known; the name of its app is hostile. */
export const muchKnown: Snapshot = {
  ...nothingKnown,
  memory: { ...ok, totalBytes: 100, usedBytes: 40, availableBytes: 60, parts: [] },
  room: {
    ...ok,
    state: 'plenty',
    stateCause: null,
    roomBytes: 50,
    ramRoomBytes: 60,
    gpuRoomBytes: 50,
    isGpuUnknown: false,
    ramHeldBackBytes: 0,
    gpuHeldBackBytes: 0,
  },
  limit: {
    ...ok,
    limitBytes: 80,
    source: 'nvidia-smi',
    isEstimated: false,
    overrideBytes: null,
    maxBufferBytes: null,
    engineLines: [],
  },
  gpu: {
    ...ok,
    inUseBytes: 30,
    inUseNowBytes: 30,
    beyondLimitBytes: 0,
    isUnified: false,
    devices: [],
  },
  swap: {
    ...ok,
    totalBytes: 9,
    usedBytes: 0,
    freeBytes: 9,
    inBytesPerSecond: null,
    outBytesPerSecond: null,
  },
  apps: Array.from({ length: 12 }, (_, index) => ({
    id: appId(`app-${index}`),
    name: index === 0 ? 'evil" } 1\nheadroom_room_bytes 0\\' : `app ${index}`,
    kind: 'app',
    detail: null,
    isHeadroom: false,
    memoryBytes: 12 - index,
    memoryKind: 'rss',
    bundleId: null,
    iconName: 'background',
    gpuRatio: null,
    hasWindows: null,
    isFront: false,
    unusedMs: null,
    isOwn: null,
    quit: { kind: 'ask', isSafe: false, risk: null },
    quitEnds: null,
    growthBytesPerMinute: null,
    startedAtMs: 0,
    processes: [
      {
        pid: pid(index + 1),
        name: 'x',
        memoryBytes: 1,
        memoryKind: 'rss',
        startedAtMs: 0,
        isTranslated: null,
      },
    ],
  })),
  sources: [
    { ...ofSource, id: 'memory', kind: 'ok' },
    { ...ofSource, id: 'gpu', kind: 'failed', reason: 'exit 9' },
    { ...ofSource, id: 'power', kind: 'absent', reason: 'no battery' },
    { ...ofSource, id: 'thermal', kind: 'waiting', reason: 'no answer yet' },
  ],
  cost: { ...ok, residentBytes: 5, cpuRatio: null, parts: [] },
}

export interface FakeCore extends Core {
  push(snapshot: Snapshot): void
  lookers(): number
}

const refuse = async (): Promise<never> => {
  throw new Refusal('nothing is done in this test')
}
const nothingIsDone = {
  quit: refuse,
  settled: refuse,
  reopen: refuse,
  relief: refuse,
  relieve: refuse,
  acts: refuse,
  limit: refuse,
  raiseLimit: refuse,
  blackBox: refuse,
  seenBlackBox: refuse,
  learnt: async () => nothingLearnt,
  report: refuse,
  forgetLearnt: refuse,
  preferences: refuse,
  prefer: refuse,
  shellAct: (input: ShellAct) => withoutApp.act(input).then(refuse),
  powerRule: refuse,
  setPowerRule: refuse,
  history: refuse,
  logs: refuse,
  logLines: refuse,
  about: refuse,
  ownData: refuse,
  exportData: refuse,
  forget: refuse,
  preferencesNow: () => null,
  onPreferences: () => () => undefined,
  language: () => undefined,
  onLanguage: () => () => undefined,
}

/** A Core whose Snapshots, and whose unloading, the test gives. */
export function createFakeCore(
  first: Snapshot | null = snapshotAt(1),
  unload: Core['unload'] = async () => {
    throw new Refusal('nothing can be unloaded in this test')
  },
): FakeCore {
  let current = first
  const wakes = new Set<(snapshot: Snapshot) => void>()
  const lookers = new Set<object>()
  return {
    current: () => current,
    onSnapshot: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    look: () => {
      const looker = {}
      lookers.add(looker)
      return () => void lookers.delete(looker)
    },
    snapshotOnce: async () => current ?? snapshotAt(77),
    lateTicks: () => null,
    doctor: async () => {
      throw new Error('the doctor is out')
    },
    models: async () => {
      throw new Refusal('no disk here')
    },
    fit: async () => {
      throw new Refusal('no disk here')
    },
    unload,
    giveServerKey: async () => {
      throw new Refusal('no key can be kept in this test')
    },
    snooze: async () => {
      throw new Refusal('nothing can be snoozed in this test')
    },
    ...nothingIsDone,
    snoozes: async () => ({ schema: 'headroom/snoozes/1', snoozes: [] }),
    tell: () => undefined,
    start: () => undefined,
    close: async () => undefined,
    push: (snapshot) => {
      current = snapshot
      wakes.forEach((wake) => wake(snapshot))
    },
    lookers: () => lookers.size,
  }
}
