import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMemoryKeeper } from '../../src/main/history/memory-keeper.ts'
import { GB, known } from '../alerts/moments.ts'
import { withRoom } from '../alerts/of-sources.ts'
import { nothingKnown } from '../web/fake-core.ts'
import { at, dayMs, hourMs, keeperOf, minuteMs, pointsOf, readOf, t0 } from './moments.ts'

const gpuOf = (inUseBytes: number) => ({ gpuInUseBytes: inUseBytes })
const powerOf = (atMs: number, gpuWatts: number) => ({
  power: known(t0 + atMs, {
    source: 'powermetrics' as const,
    gpuWatts,
    cpuWatts: null,
    gpuClockHertz: null,
  }),
})

describe('a point of the history', () => {
  test('is the least room and the most in use of its span', () => {
    const keeper = keeperOf(
      at(0, 5, {}, gpuOf(3)),
      at(1_000, 4, {}, gpuOf(9)),
      at(4_000, 6, {}, gpuOf(2)),
      at(5_000, 8, {}, gpuOf(1)),
    )
    const history = readOf(keeper, 0, hourMs)
    expect(history.stepMs).toBe(5_000)
    expect(pointsOf(history)).toEqual([
      [0, 4],
      [5_000, 8],
    ])
    expect(history.columns.gpuInUseBytes).toEqual([9, 1])
  })

  test('has the limit, RAM and swap beside it, each as the Snapshot says it', () => {
    const { columns } = readOf(keeperOf(at(0)), 0, hourMs)
    expect(columns).toMatchObject({
      limitBytes: [22 * GB],
      usedBytes: [8 * GB],
      totalBytes: [32 * GB],
      swapUsedBytes: [0],
      gpuWatts: [null],
    })
  })

  test('has the limit that held at its end: it was raised', () => {
    const keeper = keeperOf(
      at(0, 1, {}, { limitBytes: 10 }),
      at(2_000, 1, {}, { limitBytes: 12 }),
      at(5_000, 1, {}, { limitBytes: 12 }),
    )
    expect(pointsOf(readOf(keeper, 0, hourMs), 'limitBytes')).toEqual([
      [0, 12],
      [5_000, 12],
    ])
  })
})

describe('what a point cannot be sure of', () => {
  test('is the mean of the watts over the time that each was said for', () => {
    const keeper = keeperOf(
      at(0, 1, powerOf(0, 10)),
      at(1_000, 1, powerOf(1_000, 10)),
      at(4_000, 1, powerOf(4_000, 30)),
    )
    expect(pointsOf(readOf(keeper, 0, hourMs), 'gpuWatts')).toEqual([[0, 25]])
  })

  test('is null where it was not known, old, or may be less than it says: never 0', () => {
    const keeper = keeperOf(
      { ...nothingKnown, atMs: t0 },
      withRoom(at(5_000), { isStale: true }),
      withRoom(at(10_000), { state: 'unknown', isGpuUnknown: true }),
    )
    expect(pointsOf(readOf(keeper, 0, hourMs))).toEqual([
      [0, null],
      [5_000, null],
      [10_000, null],
    ])
    const { gpuInUseBytes, swapUsedBytes } = readOf(keeper, 0, hourMs).columns
    expect([gpuInUseBytes[0], swapUsedBytes[0]]).toEqual([null, null])
  })
})

describe('a hole', () => {
  test('is drawn where nobody watched: the machine slept', () => {
    const history = readOf(keeperOf(at(0, 4), at(5_000, 3), at(60_000, 2)), 0, hourMs)
    const known_ = pointsOf(history).filter(([, bytes]) => bytes !== null)
    expect(history.atMs).toHaveLength(13)
    expect(known_).toEqual([
      [0, 4],
      [5_000, 3],
      [60_000, 2],
    ])
  })

  test('is none where ticks are ten seconds apart on battery: what was said last holds', () => {
    const keeper = keeperOf(at(0, 4), at(10_000, 3), at(20_000, 5))
    expect(pointsOf(readOf(keeper, 0, hourMs))).toEqual([
      [0, 4],
      [5_000, 4],
      [10_000, 3],
      [15_000, 3],
      [20_000, 5],
    ])
  })
})

describe('what is asked for', () => {
  const twoDays = createMemoryKeeper()
  for (let ms = 0; ms <= 2 * dayMs; ms += 10_000) twoDays.note(at(ms, ms))

  test.each([
    ['the last hour', 2 * dayMs - hourMs, 2 * dayMs, 5_000],
    ['the last day', dayMs, 2 * dayMs, minuteMs],
    ['a minute of yesterday', dayMs, dayMs + minuteMs, minuteMs],
  ])('comes as fine as it is kept: %s', (_, from, to, stepMs) => {
    const history = readOf(twoDays, from, to)
    expect(history.stepMs).toBe(stepMs)
    expect(pointsOf(history)[0]).toEqual([from, from])
    expect(history.columns.roomBytes).not.toContain(null)
  })

  test('is finer than it could be where nothing older is kept: ten minutes of a week are no dot', () => {
    const keeper = createMemoryKeeper()
    for (let ms = 0; ms < 10 * minuteMs; ms += 5_000) keeper.note(at(ms))
    const { stepMs, atMs } = readOf(keeper, 10 * minuteMs - 7 * dayMs, 10 * minuteMs, 1_000)
    expect(stepMs).toBeLessThan(11 * minuteMs)
    expect(atMs.length).toBeGreaterThan(0)
  })

  test('has no more points than are wanted, and none before the first or after the last', () => {
    const history = readOf(twoDays, -dayMs, 3 * dayMs, 100)
    const [first = 0, second = 0] = history.atMs
    expect(second - first).toBe(history.stepMs)
    expect(history.atMs.length).toBeLessThanOrEqual(100)
    expect(first).toBe(t0)
    expect(history.atMs.at(-1)).toBeLessThanOrEqual(t0 + 2 * dayMs)
  })

  test('of which nothing is kept is empty, and says that nothing is', () => {
    expect(createMemoryKeeper().read({ sinceMs: 0, untilMs: 9, mostPoints: 3 })).toMatchObject({
      keptSinceMs: null,
      atMs: [],
      columns: { roomBytes: [], gpuWatts: [] },
      events: [],
    })
  })

  test('is kept since its first Snapshot, and for thirty days', () => {
    const keeper = keeperOf(at(7_000))
    expect(readOf(keeper, 0, hourMs).keptSinceMs).toBe(t0 + 7_000)
    keeper.note(at(31 * dayMs))
    expect(readOf(keeper, 0, hourMs).keptSinceMs).toBe(t0 + dayMs)
  })
})

describe('the clock', () => {
  test('that is set back takes away what stands after it', () => {
    const keeper = keeperOf(at(0, 1), at(5_000, 2), at(hourMs, 3), at(10_000, 4), at(15_000, 5))
    expect(pointsOf(readOf(keeper, 0, 2 * hourMs))).toEqual([
      [0, 1],
      [5_000, 2],
      [10_000, 4],
      [15_000, 5],
    ])
  })

  test('that was a year ahead for a while leaves what was before', () => {
    const keeper = keeperOf(at(0, 1), at(365 * dayMs + hourMs, 2), at(5_000, 3))
    expect(pointsOf(readOf(keeper, 0, hourMs))).toEqual([
      [0, 1],
      [5_000, 3],
    ])
  })
})

test('any reading is the least room of all that was noted in each of its spans', () => {
  const notes = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 0, max: 99 })),
    { minLength: 1, maxLength: 200 },
  )
  fc.assert(
    fc.property(notes, fc.integer({ min: 1, max: 500 }), (gaps, mostPoints) => {
      let ms = 0
      const moments = gaps.map(([afterMs, room]) => [(ms += afterMs), room] as const)
      const keeper = keeperOf(...moments.map(([when, room]) => at(when, room)))
      const history = readOf(keeper, 0, ms + 1, mostPoints)
      expect(history.atMs.length).toBeLessThanOrEqual(mostPoints)
      pointsOf(history).forEach(([from, bytes]) => {
        const within = moments.filter(([when]) => when >= from && when < from + history.stepMs)
        // ahead of them stands what was said before, at the most
        const before = moments.findLast(([when]) => when < from)?.[1]
        if (within.length === 0) return expect([null, before]).toContain(bytes)
        const least = Math.min(...within.map(([, room]) => room))
        const last = Math.min(least, ...within.map(([, room]) => room), before ?? least)
        expect([least, last]).toContain(bytes)
        return undefined
      })
    }),
    { numRuns: 200 },
  )
})

test('thirty days of ticks take less than a megabyte, and no more after a month than after a day', () => {
  const keeper = createMemoryKeeper()
  const sizes: number[] = []
  const snapshot = at(0)
  for (let ms = 0; ms <= 31 * dayMs; ms += 5_000) {
    keeper.note({ ...snapshot, atMs: t0 + ms })
    if (ms % dayMs === 0) sizes.push(keeper.bytes())
  }
  expect(new Set(sizes)).toEqual(new Set([sizes[0]]))
  expect(sizes[0]).toBeLessThan(1_000_000)
  const whole = readOf(keeper, dayMs, 31 * dayMs)
  expect(whole.atMs.length).toBe(1_440)
  expect(whole.columns.roomBytes).not.toContain(null)
})

test('what is forgotten is gone, and it begins anew', () => {
  const keeper = keeperOf(at(0))
  keeper.clear()
  expect(readOf(keeper, 0, hourMs)).toMatchObject({ keptSinceMs: null, atMs: [] })
  expect(keeper.exportText()).toBe('')
  keeper.note(at(20_000, 9))
  expect(pointsOf(readOf(keeper, 0, hourMs))).toEqual([[20_000, 9]])
})

test('what is exported is all of it, as fine as it is kept', () => {
  const keeper = createMemoryKeeper()
  for (let ms = 0; ms <= 3 * dayMs; ms += 5_000) keeper.note(at(ms, ms))
  const { schema, spans } = JSON.parse(keeper.exportText())
  expect(schema).toBe('headroom/history-export/1')
  expect(spans.map((span: { stepMs: number }) => span.stepMs)).toEqual([5_000, 60_000, 900_000])
  const [fine, , coarse] = spans
  expect(fine.columns.roomBytes.at(-1)).toBe(3 * dayMs)
  expect(fine.atMs).toHaveLength(1_440)
  expect(coarse.columns.roomBytes[0]).toBe(0)
})
