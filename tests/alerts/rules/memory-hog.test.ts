import { describe, expect, test } from 'vitest'
import { memoryHog } from '../../../src/main/alerts/rules/memory-hog.ts'
import type { Alert } from '../../../src/shared/alert.ts'
import type { App, AppProcess } from '../../../src/shared/app.ts'
import { pid, serverId } from '../../../src/shared/ids.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { appOf, GB, macAt, modelOf, replayed, serverOf, t0, watching } from '../moments.ts'
import { answering, withRoom } from '../of-sources.ts'

const processOf = (
  id: number,
  memoryBytes: number,
  rest: Partial<AppProcess> = {},
): AppProcess => ({
  pid: pid(id),
  name: 'x',
  memoryBytes,
  memoryKind: 'footprint',
  startedAtMs: t0,
  isTranslated: null,
  ...rest,
})

/** An app of one process. */
const oneOf = (name: string, memoryBytes: number, rest: Partial<App> = {}): App =>
  appOf(name, memoryBytes, { processes: [processOf(1, memoryBytes)], ...rest })

/** 32 GB of RAM: the line of one app is 12.8 GB. */
const at = (atMs: number, apps: readonly App[], availableBytes = 24 * GB): Snapshot =>
  macAt(atMs, { apps, sources: answering('processes') }, { availableBytes })

const model = modelOf('qwen3:8b', 5 * GB)
const short = (atMs: number, apps: readonly App[], availableBytes = 4 * GB): Snapshot =>
  withRoom(
    { ...at(atMs, apps, availableBytes), models: [model] },
    {
      state: 'tight',
      stateCause: 'room',
    },
  )

const tens = (count: number) => ({ count, everyMs: 10_000 })
const raisedIn = (all: readonly (readonly Alert[])[]): readonly Alert[] => all.flat()

describe('an app that holds much', () => {
  test('is told while room is short, with figures that add up', () => {
    const last = replayed(watching(memoryHog), tens(8), (atMs) =>
      short(atMs, [oneOf('Chrome', 14.2 * GB)]),
    ).at(-1)
    expect(last).toMatchObject([
      {
        severity: 'warning',
        title: 'Chrome holds much of the memory',
        sentence:
          'Chrome holds 14.2 GB: 1.4 GB more than the 12.8 GB (40 % of RAM) that its rule allows. In RAM there is room for 4.0 GB.',
        figures: { kind: 'memory', line: 'share', needBytes: 14.2 * GB, haveBytes: 12.8 * GB },
        about: { appId: 'Chrome' },
      },
    ])
  })

  test('is nobody’s trouble while there is plenty, nor for less than a minute', () => {
    const plenty = replayed(watching(memoryHog), tens(20), (atMs) =>
      at(atMs, [oneOf('Chrome', 20 * GB)], 10 * GB),
    )
    expect(raisedIn(plenty)).toEqual([])
    const soon = replayed(watching(memoryHog), tens(6), (atMs) =>
      short(atMs, [oneOf('Chrome', 14.2 * GB)]),
    )
    expect(raisedIn(soon)).toEqual([])
  })

  test('is none where it is the GPU that is full, not RAM', () => {
    const all = replayed(watching(memoryHog), tens(20), (atMs) =>
      short(atMs, [oneOf('Chrome', 14.2 * GB)], 9 * GB),
    )
    expect(raisedIn(all)).toEqual([])
  })
})

describe('an app that holds much is none', () => {
  test('is none where nobody wants memory for a model, unless the room is full', () => {
    const idle = (state: 'tight' | 'full') =>
      replayed(watching(memoryHog), tens(20), (atMs) =>
        withRoom({ ...short(atMs, [oneOf('Chrome', 14.2 * GB)]), models: [] }, { state }),
      )
    expect(raisedIn(idle('tight'))).toEqual([])
    expect(idle('full').at(-1)).toHaveLength(1)
  })

  test('is none where it is a virtual machine, an engine, a server or Headroom', () => {
    const bytes = 20 * GB
    const others: readonly Partial<App>[] = [
      { kind: 'virtual-machine', iconName: 'virtual-machine' },
      { kind: 'container' },
      { iconName: 'engine' },
      { processes: [processOf(100, bytes)] },
      { serves: [serverId('s')] },
      { isHeadroom: true },
    ]
    for (const rest of others) {
      const all = replayed(watching(memoryHog), tens(20), (atMs) => ({
        ...short(atMs, [oneOf('it', bytes, rest)]),
        servers: [serverOf('s')],
      }))
      expect(raisedIn(all)).toEqual([])
    }
  })
})

describe('an alert of what an app holds', () => {
  test('does not flap about its line, and clears when it has let go', () => {
    const bytesAt = (index: number): number => {
      if (index < 60) return index % 2 === 0 || index < 8 ? 13 * GB : 12.5 * GB
      return 5 * GB
    }
    const all = replayed(watching(memoryHog), tens(80), (atMs, index) =>
      short(atMs, [oneOf('Chrome', bytesAt(index))]),
    )
    expect(new Set(raisedIn(all).map(({ id }) => id)).size).toBe(1)
    expect(all[59]).toMatchObject([{ isClearing: false }])
    expect(all[61]).toMatchObject([{ isClearing: true }])
    expect(all.at(-1)).toEqual([])
  })

  test('clears when there is plenty again, though it holds as much', () => {
    const all = replayed(watching(memoryHog), tens(20), (atMs, index) => {
      const apps = [oneOf('Chrome', 14.2 * GB)]
      return index < 10 ? short(atMs, apps) : at(atMs, apps, 8 * GB)
    })
    expect(all[9]).toMatchObject([{ isClearing: false }])
    expect(all.at(-1)).toEqual([])
  })
})

const leak = (bytesPerMinute: number, roomBytes: number) => (atMs: number) => {
  const grown = ((atMs - t0) / 60_000) * bytesPerMinute
  return at(atMs, [oneOf('python3', 1 * GB + grown)], roomBytes - grown)
}

describe('an app that grows', () => {
  test('all the time is told with what is left at its pace', () => {
    const all = replayed(watching(memoryHog), tens(60), leak(1 * GB, 20 * GB))
    const first = raisedIn(all)[0]
    expect(first).toMatchObject({ severity: 'notice', title: 'python3 keeps growing' })
    expect(first?.sentence).toBe(
      'python3 has grown by 5.0 GB in 5 min, 1.0 GB more than the 4.0 GB that its rule allows. At +1.0 GB/min the 14.0 GB left in RAM last about 14 min.',
    )
    expect(first?.sinceMs).toBeLessThanOrEqual(t0 + 390_000)
    const msLeft = first?.figures.kind === 'memory' ? first.figures.msLeft : null
    expect(Math.abs((msLeft ?? 0) / 60_000 - 14)).toBeLessThan(0.1)
  })

  test('fast is told while room is short, before it has grown through the whole window', () => {
    const fast = (atMs: number) => {
      const grown = ((atMs - t0) / 1_000) * 0.05 * GB
      return short(atMs, [oneOf('python3', 1 * GB + grown)], 12 * GB - grown)
    }
    const all = replayed(watching(memoryHog), tens(20), fast)
    // the room was not short at first: 18 % of 32 GB
    expect(raisedIn(all)[0]).toMatchObject({ severity: 'warning' })
  })
})

describe('growth that is none', () => {
  test('and soon stops is none while there is plenty', () => {
    const burst = (atMs: number) => {
      const grown = (Math.min(atMs - t0, 180_000) / 60_000) * 2 * GB
      return at(atMs, [oneOf('game', 1 * GB + grown)], 20 * GB - grown)
    }
    expect(raisedIn(replayed(watching(memoryHog), tens(60), burst))).toEqual([])
  })

  test.each([20, 21, 22])('once, by a step, is none, however short the room (%i)', (stepIndex) => {
    const fives = { count: 90, everyMs: 5_000 }
    const step = (atMs: number, index: number) =>
      short(atMs, [oneOf('Photoshop', index < stepIndex ? 1 * GB : 9 * GB)], 3 * GB)
    expect(raisedIn(replayed(watching(memoryHog), fives, step))).toEqual([])
  })

  test('by many short-lived processes, as a build does, is none', () => {
    const build = (atMs: number, index: number) => {
      const workers = Array.from({ length: Math.min(index, 12) }, (_, one) =>
        processOf(1_000 + index * 20 + one, 0.8 * GB, { startedAtMs: atMs }),
      )
      const bytes = 2 * GB + workers.length * 0.8 * GB
      return short(
        atMs,
        [appOf('Xcode', bytes, { processes: [processOf(1, 2 * GB), ...workers] })],
        3 * GB,
      )
    }
    expect(raisedIn(replayed(watching(memoryHog), tens(60), build))).toEqual([])
  })
})

describe('growth among processes', () => {
  test('is told though its other processes come and go', () => {
    const grows = (atMs: number, index: number) => {
      const bytes = 1 * GB + ((atMs - t0) / 60_000) * 2 * GB
      const processes = [processOf(1, bytes), processOf(2 + index, GB, { startedAtMs: atMs })]
      return short(atMs, [appOf('python3', bytes + GB, { processes })], 3 * GB)
    }
    const [first] = raisedIn(replayed(watching(memoryHog), tens(30), grows))
    expect(first).toMatchObject({ title: 'python3 keeps growing' })
  })

  test.each([
    ['as it is counted otherwise', { memoryKind: 'rss' }],
    ['as another process has its pid', { startedAtMs: t0 - 1 }],
  ] as const)('mostly %s is none', (_, before) => {
    const jumps = (atMs: number, index: number) => {
      const own = ((atMs - t0) / 60_000) * 0.5 * GB
      const process = processOf(1, (index < 20 ? 1 : 6) * GB + own, index < 20 ? before : {})
      return short(atMs, [appOf('it', process.memoryBytes, { processes: [process] })], 3 * GB)
    }
    expect(raisedIn(replayed(watching(memoryHog), tens(60), jumps))).toEqual([])
  })
})

describe('growth that lasts', () => {
  test('slowly enough, or with room for hours, is none', () => {
    expect(raisedIn(replayed(watching(memoryHog), tens(90), leak(0.7 * GB, 24 * GB)))).toEqual([])
    const roomy = (atMs: number) => {
      const grown = ((atMs - t0) / 60_000) * GB
      const bytes = 1 * GB + grown
      return macAt(
        atMs,
        { apps: [oneOf('export', bytes)], sources: answering('processes') },
        { ramBytes: 128 * GB, availableBytes: 90 * GB - grown },
      )
    }
    expect(raisedIn(replayed(watching(memoryHog), tens(60), roomy))).toEqual([])
  })

  test.each([200_000, -30_000])('before a gap of %i ms has not grown through it', (gapMs) => {
    const watch = watching(memoryHog)
    const grown = (atMs: number) => (Math.max(0, atMs - t0) / 60_000) * 0.5 * GB
    replayed(watch, tens(10), (atMs) => short(atMs, [oneOf('it', 1 * GB)], 3 * GB))
    const after = replayed(
      watch,
      { count: 24, everyMs: 10_000, fromMs: t0 + 90_000 + gapMs },
      (atMs) => short(atMs, [oneOf('it', 5 * GB + grown(atMs))], 3 * GB),
    )
    expect(raisedIn(after)).toEqual([])
  })

  test('is stale when processes are not listed any more', () => {
    const watch = watching(memoryHog)
    const all = replayed(watch, tens(45), leak(1 * GB, 20 * GB))
    expect(all.at(-1)).toMatchObject([{ isStale: false }])
    const lost = { ...leak(1 * GB, 20 * GB)(t0 + 460_000), sources: [] }
    expect(watch.see(lost)).toMatchObject([{ isStale: true }])
  })
})

test('a person chooses how much one app may hold', () => {
  const all = replayed(watching(memoryHog, { hogRatio: 0.6 }), tens(20), (atMs) =>
    short(atMs, [oneOf('Chrome', 14.2 * GB)]),
  )
  expect(raisedIn(all)).toEqual([])
})
