import { describe, expect, test } from 'vitest'
import { createAlerts } from '../../../src/main/alerts/alerts.ts'
import { gpuHog } from '../../../src/main/alerts/rules/gpu-hog.ts'
import { memoryHog } from '../../../src/main/alerts/rules/memory-hog.ts'
import { sourceLost } from '../../../src/main/alerts/rules/source-lost.ts'
import { thermal } from '../../../src/main/alerts/rules/thermal.ts'
import { defaultAlertSettings } from '../../../src/shared/alert-settings.ts'
import type { App } from '../../../src/shared/app.ts'
import { pid } from '../../../src/shared/ids.ts'
import type { Snapshot, StateWord } from '../../../src/shared/snapshot.ts'
import { appOf, GB, macAt, modelOf, t0 } from '../moments.ts'
import { answering, withRoom } from '../of-sources.ts'

const minutes = (count: number): number => count * 60_000

/** Numbers from 0 to 1 that are the same for the same seed. */
function createNoise(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

/** `sizes`: what each of its processes holds; those that come after the first are new in each moment. */
function appWith(
  name: string,
  atMs: number,
  sizes: readonly number[],
  rest: Partial<App> = {},
): App {
  const first = name.length * 1_000
  const processes = sizes.map((memoryBytes, index) => ({
    pid: pid(index === 0 ? first : first + index + Math.floor(atMs / 5_000) * 20),
    name,
    memoryBytes,
    memoryKind: 'footprint' as const,
    startedAtMs: index === 0 ? t0 : atMs,
    isTranslated: null,
  }))
  return appOf(
    name,
    sizes.reduce((sum, one) => sum + one, 0),
    { processes, ...rest },
  )
}

/** From `from` to `to` within a span, and back to `from` at its end. */
const ramp = (
  afterMs: number,
  { startMs = 0, spanMs = 0, endMs = 0, from = 0, to = 0 },
): number => {
  if (afterMs < startMs || afterMs > endMs) return from
  return from + (to - from) * Math.min(1, (afterMs - startMs) / spanMs)
}

/** Eight hours: a browser that breathes and grows, builds, containers, an export, and a model that answers now and then. */
function momentOf(afterMs: number, ramBytes: number, noise: () => number): Snapshot {
  const atMs = t0 + afterMs
  const isBuilding = afterMs % minutes(50) > minutes(40)
  const workers = isBuilding ? Array.from({ length: 8 }, () => (0.2 + noise() * 0.5) * GB) : []
  const exported = {
    startMs: minutes(240),
    spanMs: minutes(8),
    endMs: minutes(270),
    from: 0.5,
    to: 5,
  }
  const contained = {
    startMs: minutes(60),
    spanMs: minutes(3),
    endMs: minutes(400),
    from: 0.4,
    to: 5,
  }
  const apps = [
    appWith('Browser', atMs, [(1.5 + afterMs / minutes(300) + noise()) * GB]),
    appWith('Xcode', atMs, [1.4 * GB, ...workers], { gpuRatio: noise() * 0.2 }),
    appWith('Export', atMs, [ramp(afterMs, exported) * GB], { gpuRatio: noise() * 0.35 }),
    appWith('Docker', atMs, [ramp(afterMs, contained) * GB], { kind: 'virtual-machine' }),
  ]
  const isAnswering = afterMs % minutes(7) < minutes(1)
  const model = modelOf('qwen3:8b', 5.4 * GB, {
    atMs,
    state: isAnswering ? 'generating' : 'idle',
    tokensPerSecond: isAnswering ? 40 : null,
  })
  const usedBytes = apps.reduce((sum, { memoryBytes }) => sum + memoryBytes, (4 + 5.4) * GB)
  const availableBytes = Math.max(0, ramBytes - usedBytes)
  const rest = {
    apps,
    models: [model],
    sources: answering('processes', 'gpu-clients', 'memory', 'gpu'),
  }
  return withRoom(macAt(atMs, rest, { ramBytes, availableBytes }), {
    state: stateOf(availableBytes / ramBytes),
    stateCause: 'room',
  })
}

const stateOf = (ratio: number): StateWord => {
  if (ratio < 0.03) return 'full'
  return ratio < 0.15 ? 'tight' : 'plenty'
}

describe.each([24, 32, 64, 128])('a day of ordinary work on a machine of %i GB', (ramGB) => {
  test.each([5_000, 30_000])('raises nothing, sampled each %i ms', (everyMs) => {
    const noise = createNoise(ramGB + everyMs)
    const alerts = createAlerts({
      rules: [memoryHog, gpuHog, thermal, sourceLost],
      settings: () => defaultAlertSettings,
      snoozedOf: () => null,
    })
    const raised = Array.from({ length: minutes(480) / everyMs }, (_, index) =>
      alerts.judge(momentOf(index * everyMs, ramGB * GB, noise), false),
    )
    expect(raised.flat().map(({ sentence }) => sentence)).toEqual([])
  })
})
