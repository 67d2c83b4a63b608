import { expect } from 'vitest'
import { createAlerts } from '../../src/main/alerts/alerts.ts'
import type { Rule } from '../../src/main/alerts/rule.ts'
import type { Alert, Snoozed } from '../../src/shared/alert.ts'
import { defaultAlertSettings, type AlertSettings } from '../../src/shared/alert-settings.ts'
import type { App } from '../../src/shared/app.ts'
import type { Forecast } from '../../src/shared/forecast.ts'
import { appId, loadId, modelId, pid, serverId } from '../../src/shared/ids.ts'
import type { Load, LoadNeed } from '../../src/shared/load.ts'
import type { Model, Server } from '../../src/shared/server.ts'
import type { Known, Limit, Snapshot } from '../../src/shared/snapshot.ts'
import { wordsOf } from '../shared/phrases/alert-words.ts'
import { unknownOf } from '../shared/phrases/books.ts'
import { nothingKnown } from '../web/fake-core.ts'
import { disagreementsIn } from './agree.ts'

/** When the histories of these tests begin. */
export const t0 = 1_763_000_000_000

export const GB = 1e9

/** A part that was read at this instant. */
export const known = <T extends object>(atMs: number, of: T): Known<T> => ({
  ...of,
  kind: 'ok',
  atMs,
  isStale: false,
})

/** What of a Mac matters here: 32 GB of RAM, 22 GB of them for the GPU, and nothing that works. */
export interface MacFigures {
  readonly ramBytes?: number
  readonly availableBytes?: number
  readonly limitBytes?: number
  readonly isEstimated?: boolean
  readonly gpuInUseBytes?: number
  readonly gpuNowBytes?: number
}

export function macAt(
  atMs: number,
  rest: Partial<Snapshot> = {},
  figures: MacFigures = {},
): Snapshot {
  const { ramBytes = 32 * GB, availableBytes = 24 * GB, limitBytes = 22 * GB } = figures
  const { gpuInUseBytes = 1 * GB, gpuNowBytes = gpuInUseBytes, isEstimated = false } = figures
  const gpuRoomBytes = Math.max(0, limitBytes - gpuInUseBytes)
  return {
    ...nothingKnown,
    atMs,
    memory: known(atMs, {
      totalBytes: ramBytes,
      usedBytes: ramBytes - availableBytes,
      availableBytes,
      parts: [],
    }),
    room: known(atMs, {
      state: 'plenty' as const,
      stateCause: null,
      roomBytes: Math.min(availableBytes, gpuRoomBytes),
      ramRoomBytes: availableBytes,
      gpuRoomBytes,
      isGpuUnknown: false,
      ramHeldBackBytes: 0,
      gpuHeldBackBytes: 0,
    }),
    limit: known(atMs, limitOf({ ramBytes, limitBytes, isEstimated })),
    gpu: known(atMs, {
      inUseBytes: gpuInUseBytes,
      inUseNowBytes: gpuNowBytes,
      beyondLimitBytes: Math.max(0, gpuInUseBytes - limitBytes),
      isUnified: true,
      devices: [],
    }),
    pressure: known(atMs, { level: 'normal' as const, stalls: null, kernel: null }),
    swap: known(atMs, {
      totalBytes: 2 * GB,
      usedBytes: 0,
      freeBytes: 2 * GB,
      inBytesPerSecond: 0,
      outBytesPerSecond: 0,
    }),
    disk: known(atMs, { path: '/', totalBytes: 500 * GB, freeBytes: 200 * GB }),
    forecast: known(atMs, nothingToCome),
    ...rest,
  }
}

const limitOf = ({
  ramBytes,
  limitBytes,
  isEstimated,
}: Required<Pick<MacFigures, 'ramBytes' | 'limitBytes' | 'isEstimated'>>): Limit => ({
  limitBytes,
  source: isEstimated ? 'rule' : 'metal',
  isEstimated,
  overrideBytes: null,
  maxBufferBytes: null,
  engineLines: [
    { engine: 'llama.cpp', lineBytes: limitBytes, beyond: 'fails' },
    { engine: 'Ollama', lineBytes: limitBytes, beyond: 'fails' },
    {
      engine: 'MLX',
      lineBytes: Math.min(1.5 * limitBytes, 0.95 * ramBytes),
      beyond: 'refuses',
    },
  ],
})

export const nothingToCome: Forecast = { runsOut: null, models: [], swapGrowth: null }

export const serverOf = (id: string, rest: Partial<Server> = {}): Server => ({
  id: serverId(id),
  kind: 'ollama',
  title: 'Ollama',
  version: null,
  pid: pid(100),
  startedAtMs: t0 - 3_600_000,
  port: 11_434,
  parentId: null,
  state: 'ready',
  stateReason: null,
  queueLength: null,
  memoryBytes: null,
  memoryKind: null,
  tellsModels: true,
  ...rest,
})

/** A model of the server `s` unless the rest says another. */
export const modelOf = (name: string, bytes: number, rest: Partial<Model> = {}): Model => ({
  id: modelId(name),
  serverId: serverId('s'),
  name,
  file: null,
  sharesFile: false,
  quantization: null,
  memory: {
    total: { bytes, origin: 'reported' },
    onGpu: { bytes, origin: 'reported' },
    weights: null,
    kv: null,
  },
  contextTokens: null,
  contextUsedTokens: null,
  contextRatio: null,
  state: 'loaded',
  idleSinceMs: null,
  expiresAtMs: null,
  tokensPerSecond: null,
  queueLength: null,
  isRemote: false,
  eject: { kind: 'unload', takesAll: false },
  atMs: t0,
  isStale: false,
  ...rest,
})

export const appOf = (name: string, memoryBytes: number, rest: Partial<App> = {}): App => ({
  id: appId(name),
  name,
  kind: 'app',
  detail: null,
  isHeadroom: false,
  memoryBytes,
  memoryKind: 'footprint',
  bundleId: null,
  iconName: 'app',
  gpuRatio: null,
  hasWindows: true,
  isFront: false,
  unusedMs: null,
  isOwn: null,
  quit: { kind: 'ask', isSafe: false, risk: null },
  quitEnds: null,
  growthBytesPerMinute: null,
  startedAtMs: t0 - 3_600_000,
  processes: [],
  ...rest,
})

type Foreseen = Extract<LoadNeed, { readonly kind: 'ok' }>

/** A need that is held against the room of the GPU. */
export function needOf(
  needBytes: number,
  roomBytes: number,
  rest: Partial<Foreseen> = {},
): Foreseen {
  return {
    kind: 'ok',
    needBytes,
    needRamBytes: needBytes,
    lowBytes: needBytes,
    highBytes: needBytes,
    basis: 'exact',
    origin: 'estimated',
    contextTokens: null,
    verdict: needBytes > roomBytes ? 'no' : needBytes > 0.9 * roomBytes ? 'tight' : 'fits',
    roomBytes,
    gapBytes: needBytes > roomBytes ? needBytes - roomBytes : null,
    deciding: { line: 'gpu', needBytes, roomBytes },
    besideCount: 0,
    maxContextThatFits: null,
    advice: [],
    ...rest,
  }
}

export const loadOf = (name: string, need: LoadNeed, rest: Partial<Load> = {}): Load => ({
  id: loadId(name),
  serverId: serverId('s'),
  serverTitle: 'Ollama',
  name,
  file: null,
  toldBy: 'process',
  startedAtMs: t0,
  stage: 'loading',
  endedAtMs: null,
  foreseenAtMs: t0,
  need,
  doneRatio: null,
  ...rest,
})

export interface Watch {
  /** The alerts after this Snapshot, each held against what every alert must keep to. */
  see(snapshot: Snapshot): readonly Alert[]
}

/** One rule under the engine, as production runs it. */
export function watching(
  rule: Rule,
  settings: Partial<AlertSettings> = {},
  snoozed: Snoozed | null = null,
): Watch {
  const alerts = createAlerts({
    rules: [rule],
    settings: () => ({ ...defaultAlertSettings, on: ['good-news'], ...settings }),
    snoozedOf: () => snoozed,
  })
  return {
    see: (snapshot) => {
      const raised = alerts.judge(snapshot, false)
      raised.forEach(expectWellSaid)
      expect(unknownOf(raised.flatMap(wordsOf))).toEqual([])
      expect(disagreementsIn({ ...snapshot, alerts: raised })).toEqual([])
      return raised
    },
  }
}

/** Feeds one Snapshot after the other; answers with what each of them raised. */
export function replayed(
  watch: Watch,
  { count, everyMs, fromMs = t0 }: { count: number; everyMs: number; fromMs?: number },
  snapshotAt: (atMs: number, index: number) => Snapshot,
): readonly (readonly Alert[])[] {
  return Array.from({ length: count }, (_, index) =>
    watch.see(snapshotAt(fromMs + index * everyMs, index)),
  )
}

/** Short enough, and in words that people say. */
export function expectWellSaid({ title, sentence, advice }: Alert): void {
  expect(title.length, title).toBeLessThanOrEqual(60)
  expect(sentence.length, sentence).toBeLessThanOrEqual(240)
  for (const text of [title, sentence, advice ?? ''])
    expect(text).not.toMatch(/NaN|undefined|Infinity|null|-\d/)
}
