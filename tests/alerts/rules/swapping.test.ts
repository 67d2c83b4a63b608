import { describe, expect, test } from 'vitest'
import { swapping } from '../../../src/main/alerts/rules/swapping.ts'
import type { App } from '../../../src/shared/app.ts'
import type { SwapGrowth } from '../../../src/shared/forecast.ts'
import { modelId } from '../../../src/shared/ids.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import {
  appOf,
  GB,
  known,
  loadOf,
  macAt,
  modelOf,
  needOf,
  nothingToCome,
  replayed,
  serverOf,
  t0,
  watching,
} from '../moments.ts'

const growth = (bytes: number, rest: Partial<SwapGrowth> = {}): SwapGrowth => ({
  sinceMs: t0,
  bytes,
  bytesPerSecond: 50e6,
  modelId: modelId('qwen3'),
  ...rest,
})

/** Its server takes 100 MB more each second. */
const growing = (atMs: number) => serverOf('s', { memoryBytes: 5 * GB + (atMs - t0) * 1e5 })

const at = (atMs: number, swapGrowth: SwapGrowth | null, rest: Partial<Snapshot> = {}): Snapshot =>
  macAt(atMs, {
    servers: [growing(atMs)],
    models: [modelOf('qwen3', 20 * GB, { state: 'generating' })],
    forecast: known(atMs, { ...nothingToCome, swapGrowth }),
    ...rest,
  })

const lasting = (growthAt: (index: number) => SwapGrowth | null, count = 20) =>
  replayed(watching(swapping), { count, everyMs: 1_000 }, (atMs, index) =>
    at(atMs, growthAt(index)),
  )

test('what goes to swap since a load began is told after several readings, and adds up', () => {
  const seen = lasting(() => growth(1.4 * GB))
  expect(seen.findIndex((alerts) => alerts.length > 0)).toBe(5)
  expect(seen.at(-1)).toMatchObject([
    {
      severity: 'warning',
      title: 'Memory moves to swap for qwen3',
      sentence:
        'In the 19 s since qwen3 began 1.4 GB have gone to swap, now at 50 MB/s: 33.4 GB are wanted, and RAM has 32.0 GB. Each token may wait for the disk.',
      figures: {
        line: 'ram',
        lineBytes: 32 * GB,
        needBytes: 33.4 * GB,
        haveBytes: 32 * GB,
        gapBytes: 33.4 * GB - 32 * GB,
      },
      about: { modelId: 'qwen3', serverId: 's' },
    },
  ])
})

test('what was in swap before is counted, and told apart', () => {
  const used = { totalBytes: 6 * GB, usedBytes: 4.4 * GB, freeBytes: 1.6 * GB }
  const seen = replayed(watching(swapping), { count: 20, everyMs: 1_000 }, (atMs) =>
    at(atMs, growth(1.4 * GB), {
      swap: known(atMs, { ...used, inBytesPerSecond: 0, outBytesPerSecond: 50e6 }),
    }),
  )
  expect(seen.at(-1)).toMatchObject([
    {
      sentence:
        'In the 19 s since qwen3 began 1.4 GB have gone to swap, now at 50 MB/s. Swap holds 4.4 GB now: 36.4 GB are wanted, and RAM has 32.0 GB. Each token may wait for the disk.',
      figures: { needBytes: 36.4 * GB, haveBytes: 32 * GB, gapBytes: 36.4 * GB - 32 * GB },
    },
  ])
})

const still = [serverOf('s', { memoryBytes: 1 * GB })]
const lastOf = (rest: (atMs: number) => Partial<Snapshot>, of: Partial<SwapGrowth> = {}) =>
  replayed(watching(swapping), { count: 30, everyMs: 1_000 }, (atMs) =>
    at(atMs, growth(1.4 * GB, of), { servers: still, ...rest(atMs) }),
  ).at(-1)?.[0]
/** An app that has grown by this much in the 29 s. */
const grown = (atMs: number, bytes: number) => [
  appOf('Google Chrome', 8 * GB + (bytes * (atMs - t0)) / 29_000),
  appOf('Xcode', 9 * GB),
]

describe('it is the doing of an app', () => {
  test('that took the most, and not of a model that only works meanwhile', () => {
    expect(lastOf((atMs) => ({ apps: grown(atMs, 3 * GB) }))).toMatchObject({
      title: 'Memory moves to swap as Google Chrome grows',
      sentence:
        'In the 29 s since qwen3 began 1.4 GB have gone to swap, now at 50 MB/s: 33.4 GB are wanted, and RAM has 32.0 GB. Google Chrome has grown by 3.0 GB since.',
      advice: 'Quit Google Chrome, or stop what it does.',
      about: { appId: 'Google Chrome', modelId: 'qwen3' },
    })
  })

  test('that is the machine’s or a terminal is named, and nobody is told to quit it', () => {
    const quitsFor = (iconName: App['iconName']): boolean =>
      JSON.stringify(
        lastOf((atMs) => ({ apps: grown(atMs, 3 * GB).map((app) => ({ ...app, iconName })) })),
      ).includes('Quit Google Chrome')
    expect(quitsFor('app')).toBe(true)
    for (const icon of ['system', 'terminal', 'container'] as const)
      expect(quitsFor(icon)).toBe(false)
  })

  test('that had grown before it was found what works since then', () => {
    const seen = replayed(watching(swapping), { count: 50, everyMs: 1_000 }, (atMs, index) =>
      at(atMs, index < 30 ? null : growth(1.4 * GB), {
        servers: still,
        apps: grown(Math.min(atMs, t0 + 29_000), 3 * GB),
      }),
    )
    expect(seen.at(-1)?.[0]?.sentence).toContain('Google Chrome has grown by 3.0 GB since.')
  })

  test('but not of one that was only not listed before, nor of Headroom’s own', () => {
    const late = (atMs: number) => (atMs < t0 + 15_000 ? [] : grown(atMs, 3 * GB))
    const title = 'Memory moves to swap while qwen3 works'
    expect(lastOf((atMs) => ({ apps: late(atMs) }))?.title).toBe(title)
    const own = (atMs: number) => grown(atMs, 3 * GB).map((app) => ({ ...app, isHeadroom: true }))
    expect(lastOf((atMs) => ({ apps: own(atMs) }))?.title).toBe(title)
  })
})

describe('whose else it is', () => {
  test('is nobody’s of whom it could be told', () => {
    expect(lastOf((atMs) => ({ apps: grown(atMs, 0.6 * GB) }))?.title).toBe(
      'Memory moves to swap while qwen3 works',
    )
    expect(lastOf((atMs) => ({ apps: grown(atMs, 0.6 * GB) }), { modelId: null })?.title).toBe(
      'Memory moves to swap while models work',
    )
  })

  test('is the model’s where its server has grown by most of it, and more than any other', () => {
    const servers = (atMs: number) => [growing(atMs)]
    const title = (bytes: number) =>
      lastOf((atMs) => ({ servers: servers(atMs), apps: grown(atMs, bytes) }))?.title
    expect(title(2.8 * GB)).toBe('Memory moves to swap for qwen3')
    expect(title(3 * GB)).toBe('Memory moves to swap as Google Chrome grows')
  })

  test('is not that of a worker of its server, which is an app of its own', () => {
    const apps = (atMs: number) =>
      grown(atMs, 3 * GB).map((app) => ({ ...app, serves: [serverOf('s').id] }))
    const servers = (atMs: number) => [growing(atMs)]
    expect(lastOf((atMs) => ({ servers: servers(atMs), apps: apps(atMs) }))?.title).toBe(
      'Memory moves to swap for qwen3',
    )
  })

  test('is the model’s where a child of its server has grown', () => {
    const parent = serverOf('s', { memoryBytes: 1 * GB })
    const servers = (atMs: number) => [
      parent,
      { ...growing(atMs), id: serverOf('c').id, parentId: parent.id },
    ]
    expect(lastOf((atMs) => ({ servers: servers(atMs) }))?.title).toBe(
      'Memory moves to swap for qwen3',
    )
  })

  test('is the load’s where that needs most of it, also when its end is listed no more', () => {
    const load = loadOf('qwen3', needOf(12 * GB, 9 * GB), { stage: 'loaded', endedAtMs: t0 })
    const loads = (atMs: number) => (atMs < t0 + 15_000 ? [load] : [])
    expect(lastOf((atMs) => ({ loads: loads(atMs) }))?.title).toBe('Memory moves to swap for qwen3')
    const before = { ...load, startedAtMs: t0 - 60_000 }
    expect(lastOf(() => ({ loads: [before] }))?.title).toBe(
      'Memory moves to swap while qwen3 works',
    )
  })

  test('is a load’s whose server does not list its model yet', () => {
    const load = loadOf('phi', needOf(12 * GB, 9 * GB))
    expect(lastOf(() => ({ loads: [load] }), { modelId: null })?.title).toBe(
      'Memory moves to swap for phi',
    )
  })
})

test('swap of before is none, however much', () => {
  const sticky = { totalBytes: 40 * GB, usedBytes: 39 * GB, freeBytes: 1 * GB }
  const seen = replayed(watching(swapping), { count: 30, everyMs: 1_000 }, (atMs) =>
    at(atMs, null, {
      swap: known(atMs, { ...sticky, inBytesPerSecond: 0, outBytesPerSecond: 20e6 }),
    }),
  )
  expect(seen.flat()).toEqual([])
})

test('little, slow and unknown growth is none', () => {
  expect(lasting(() => growth(0.6 * GB)).flat()).toEqual([])
  expect(lasting(() => growth(0.7 * GB)).flat()).not.toEqual([])
  expect(lasting(() => growth(5 * GB, { bytesPerSecond: 0.9e6 })).flat()).toEqual([])
  expect(lasting(() => growth(5 * GB, { bytesPerSecond: null })).flat()).toEqual([])
})

test('it clears half a minute after swap has stopped to grow, and does not flap before', () => {
  const seen = lasting(
    (index) => growth(2 * GB, { bytesPerSecond: index < 30 ? ([50e6, 0.5e6][index % 2] ?? 0) : 0 }),
    70,
  )
  expect(seen.flat()).toEqual([])
  const steady = lasting(
    (index) => growth(2 * GB, { bytesPerSecond: index < 8 ? 50e6 : index < 30 ? 0.5e6 : 0 }),
    70,
  )
  expect(steady.map(({ length }) => length).join('')).toBe(
    `${'0'.repeat(5)}${'1'.repeat(55)}${'0'.repeat(10)}`,
  )
})

test('it stands while nobody knows how fast swap grows, and names no pace then', () => {
  const seen = lasting((index) => growth(2 * GB, index < 8 ? {} : { bytesPerSecond: null }), 60)
  expect(seen.at(-1)).toHaveLength(1)
  expect(seen.at(-1)?.[0]?.sentence).toContain('2.0 GB have gone to swap: 34.0 GB')
})

test('it is stale where the forecast is lost', () => {
  const watch = watching(swapping)
  replayed(watch, { count: 8, everyMs: 1_000 }, (atMs) => at(atMs, growth(2 * GB)))
  const lost = at(t0 + 8_000, null, { forecast: { kind: 'failed', reason: 'x' } })
  expect(watch.see(lost)).toMatchObject([{ isStale: true }])
})
