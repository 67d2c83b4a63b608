import { describe, expect, test } from 'vitest'
import { gpuHog } from '../../../src/main/alerts/rules/gpu-hog.ts'
import type { App } from '../../../src/shared/app.ts'
import { pid } from '../../../src/shared/ids.ts'
import type { Model } from '../../../src/shared/server.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { refused } from '../../shared/found.ts'
import { appOf, GB, macAt, modelOf, replayed, serverOf, t0, watching } from '../moments.ts'
import { answering, failing } from '../of-sources.ts'

const working: Partial<Model> = { state: 'generating', tokensPerSecond: 12.4 }

const at = (
  atMs: number,
  gpuRatio: number | null,
  { model = working, app = {} }: { model?: Partial<Model>; app?: Partial<App> } = {},
): Snapshot =>
  macAt(atMs, {
    apps: [appOf('Blender', 3 * GB, { gpuRatio, ...app })],
    models: [modelOf('qwen3:8b', 5 * GB, { atMs, ...model })],
    servers: [serverOf('s')],
    sources: answering('gpu-clients'),
  })

const fives = (count: number) => ({ count, everyMs: 5_000 })

describe('another app that takes the GPU while a model generates', () => {
  test('is told after a quarter of a minute, by name', () => {
    const all = replayed(watching(gpuHog), fives(4), (atMs) => at(atMs, 0.62))
    expect(all.slice(0, 3).flat()).toEqual([])
    expect(all[3]).toMatchObject([
      {
        severity: 'notice',
        title: 'Blender takes much of the GPU’s time',
        sentence: 'Blender takes 62 % of the GPU’s time while qwen3:8b generates at 12 tok/s.',
        about: { appId: 'Blender', modelId: 'qwen3:8b', serverId: 's' },
      },
    ])
  })

  test('is a warning where the model is found to be slow', () => {
    const all = replayed(watching(gpuHog), fives(4), (atMs) => {
      const snapshot = at(atMs, 0.62)
      const slow = { ...refused, class: 'slow-generation' as const, place: null }
      return { ...snapshot, findings: [{ ...slow, serverId: serverOf('s').id }] }
    })
    expect(all.at(-1)).toMatchObject([{ severity: 'warning' }])
  })

  test.each([
    ['takes less', 0.39, {}],
    ['is the window server', 0.9, { app: { processes: [windowServer()] } }],
    ['is an engine', 0.9, { app: { iconName: 'engine' } }],
    ['is Headroom', 0.9, { app: { isHeadroom: true } }],
    ['takes it while no model works', 0.9, { model: { state: 'idle' } }],
    ['takes it while a model works elsewhere', 0.9, { model: { ...working, isRemote: true } }],
  ] as const)('is none where it %s', (_, gpuRatio, rest) => {
    const all = replayed(watching(gpuHog), fives(20), (atMs) => at(atMs, gpuRatio, rest))
    expect(all.flat()).toEqual([])
  })
})

describe('an alert of another app', () => {
  test('is one episode through the pauses of a talk, and clears after it', () => {
    const all = replayed(watching(gpuHog), fives(60), (atMs, index) => {
      const isAnswering = index < 40 && index % 8 < 6
      return at(atMs, index % 2 === 0 ? 0.45 : 0.3, {
        model: isAnswering || index < 8 ? working : { state: 'idle' },
        app: index < 8 ? { gpuRatio: 0.5 } : {},
      })
    })
    expect(new Set(all.flat().map(({ id }) => id)).size).toBe(1)
    expect(all[39]).toHaveLength(1)
    expect(all.at(-1)).toEqual([])
  })

  test('stands while it takes a little less, and is over well below', () => {
    const ratioAt = (index: number): number => {
      if (index < 4) return 0.5
      return index < 20 ? 0.3 : 0.2
    }
    const all = replayed(watching(gpuHog), fives(40), (atMs, index) => at(atMs, ratioAt(index)))
    expect(all[19]).toMatchObject([{ isClearing: false }])
    expect(all[20]).toMatchObject([{ isClearing: true }])
    expect(all[26]).toEqual([])
  })

  test('is stale when nobody tells shares any more', () => {
    const watch = watching(gpuHog)
    replayed(watch, fives(4), (atMs) => at(atMs, 0.62))
    expect(watch.see(at(t0 + 20_000, null))).toMatchObject([{ isStale: true }])
  })

  test('is forgotten soon after nobody looks any more, as only lookers are told', () => {
    const watch = watching(gpuHog)
    const unasked = { sources: failing('gpu-clients') }
    const all = replayed(watch, fives(60), (atMs, index) => ({
      ...at(atMs, index < 4 ? 0.62 : null),
      ...(index < 4 ? {} : unasked),
    }))
    expect(all[22]).toMatchObject([{ isStale: true }])
    expect(all[23]).toEqual([])
  })
})

function windowServer() {
  return {
    pid: pid(9),
    name: 'WindowServer',
    memoryBytes: 1,
    memoryKind: 'rss' as const,
    startedAtMs: t0,
    isTranslated: null,
  }
}
