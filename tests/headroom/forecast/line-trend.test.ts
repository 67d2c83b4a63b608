import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLineTrend } from '../../../src/main/headroom/forecast/line-trend.ts'
import {
  createNoise,
  follow,
  growingAfter,
  lineBytes,
  mb,
  startMs,
  toldIn,
  type Told,
} from './traces.ts'

const paceOf = (told: Told | undefined): number => (told?.trend?.bytesPerSecond ?? 0) / 1e6
const firstTold = (told: readonly Told[]): number | null => toldIn(told)[0]?.second ?? null

describe('a room that shrinks steadily', () => {
  test('is told within 20 s, read each second, with the pace right', () => {
    const told = follow(growingAfter(60, 100))
    expect(firstTold(told)).toBeGreaterThan(68)
    expect(firstTold(told)).toBeLessThanOrEqual(80)
    for (const one of toldIn(told)) expect(Math.abs(paceOf(one) - 100)).toBeLessThan(20)
  })

  test('is told within 30 s, read every five seconds', () => {
    const told = follow(growingAfter(60, 100), { everySeconds: 5 })
    expect(firstTold(told)).toBeLessThanOrEqual(90)
    for (const one of toldIn(told)) expect(Math.abs(paceOf(one) - 100)).toBeLessThan(20)
  })

  test.each([1, 5])('stays told, without a gap, in noise of 50 MB (every %i s)', (everySeconds) => {
    for (let seed = 1; seed <= 10; seed++) {
      const noise = createNoise(seed)
      const bytesAt = growingAfter(60, 100)
      const told = follow((second) => bytesAt(second) + mb(50) * noise(), {
        seconds: 150,
        everySeconds,
      })
      const first = firstTold(told) ?? 1e9
      expect(first).toBeLessThanOrEqual(60 + 7 * everySeconds + 12)
      expect(told.filter(({ second, trend }) => second > first && trend === null)).toEqual([])
      expect(Math.abs(paceOf(told.at(-1)) - 100)).toBeLessThan(20)
    }
  })

  test('is told with the pace of now, soon after it has slowed down', () => {
    const slower = growingAfter(100, -40)
    const told = follow(
      (second) => growingAfter(60, 100)(second) + (second > 100 ? slower(second) - 12e9 : 0),
    )
    expect(paceOf(told[100])).toBeCloseTo(100)
    expect(paceOf(told[106])).toBeLessThan(75)
  })

  test('is told when a leak has gone on for some minutes', () => {
    const told = follow((second) => 4e9 - (mb(100) / 60) * second, { seconds: 400 })
    expect(firstTold(told)).toBeLessThan(240)
    expect(paceOf(told.at(-1))).toBeCloseTo(100 / 60, 1)
  })

  test('is told where it goes in blocks', () => {
    const told = follow((second) => 12e9 - mb(600) * Math.floor(Math.max(0, second - 60) / 6), {
      seconds: 180,
    })
    const late = toldIn(told).filter(({ second }) => second > 130)
    expect(late.length).toBeGreaterThan(20)
    for (const one of late) expect(Math.abs(paceOf(one) - 100)).toBeLessThan(30)
  })
})

describe('what does not shrink', () => {
  test('gives nothing, whatever is left, and however it is read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 100, max: 100_000 }), { maxLength: 200 }),
        fc.integer({ min: 0, max: 64e9 }),
        (gapsMs, bytes) => {
          const line = createLineTrend()
          let atMs = startMs
          const trends = gapsMs.map((gapMs) => {
            atMs += gapMs
            return line.step({ atMs, bytes, lineBytes, roomBytes: bytes })
          })
          expect(trends.every((trend) => trend === null)).toBe(true)
        },
      ),
    )
  })

  test.each([
    [50, 1],
    [200, 1],
    [50, 5],
    [200, 5],
  ])('gives nothing in noise of %i MB, read every %i s', (megabytes, everySeconds) => {
    for (let seed = 1; seed <= 5; seed++) {
      const noise = createNoise(seed)
      const told = follow(() => 6e9 + mb(megabytes) * noise(), { seconds: 900, everySeconds })
      expect(toldIn(told)).toEqual([])
    }
  })
})

describe('what moves and comes to rest', () => {
  test('gives nothing where it goes to and fro as often as it is read', () => {
    const toAndFro = (second: number): number => Math.sin((2 * Math.PI * second) / 20)
    const noise = createNoise(1)
    const told = follow((second) => 4e9 + mb(300) * toAndFro(second) + mb(20) * noise(), {
      seconds: 900,
      everySeconds: 5,
    })
    expect(toldIn(told)).toEqual([])
  })

  test('gives nothing by fewer than six readings', () => {
    expect(firstTold(follow(growingAfter(0, 100), { everySeconds: 7 }))).toBe(35)
  })

  test('gives nothing where the room is many times what has gone', () => {
    const told = follow((second) => 60e9 - mb(20) * second, { seconds: 170 })
    expect(firstTold(told)).toBeGreaterThan(140)
  })

  test('gives nothing for a step that is no larger than the noise makes it', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const noise = createNoise(seed)
      const told = follow((second) => 5e9 - (second < 70 ? 0 : mb(1_000)) + mb(150) * noise())
      expect(toldIn(told)).toEqual([])
    }
  })
})

const shrunk = growingAfter(-60, 100)

describe('the pace of a shrinking room, where readings stray,', () => {
  const withOutliers = (places: readonly number[], megabytes: number): readonly Told[] =>
    follow((second) => shrunk(second) + (places.includes(second) ? mb(megabytes) : 0), {
      seconds: 40,
    })
  const outlier = fc.integer({ min: -3_000, max: 3_000 })

  test('is hardly moved by outliers that come alone', () => {
    const isBeside = (one: number, other: number): boolean => Math.abs(one - other) < 2
    const places = fc.integer({ min: 2, max: 36 })
    fc.assert(
      fc.property(
        fc.uniqueArray(places, { maxLength: 4, comparator: isBeside }),
        outlier,
        (seconds, megabytes) => {
          const pace = paceOf(withOutliers(seconds, megabytes).at(-1))
          expect(Math.abs(pace - 100)).toBeLessThan(20)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('is right wherever it is told, also between outliers that come in twos', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 2, max: 35 }), { maxLength: 2 }),
        outlier,
        (firsts, megabytes) => {
          const seconds = firsts.flatMap((second) => [second, second + 1])
          const last = withOutliers(seconds, megabytes).at(-1)
          // of two such pairs it is sometimes not told for a while
          if (last?.trend === null) return
          expect(Math.abs(paceOf(last) - 100)).toBeLessThan(20)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('the pace of a shrinking room', () => {
  const paceAt = (bytesAt: (second: number) => number): number =>
    paceOf(follow(bytesAt, { seconds: 40 }).at(-1))

  test('is hardly moved by one step down', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 38 }),
        fc.integer({ min: 0, max: 5_000 }),
        (at, megabytes) => {
          const pace = paceAt((second) => shrunk(second) - (second >= at ? mb(megabytes) : 0))
          expect(Math.abs(pace - 100)).toBeLessThan(20)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('is never that of the step where much comes back at once: then it is found anew', () => {
    const told = follow((second) => shrunk(second) + (second >= 30 ? mb(3_500) : 0), {
      seconds: 60,
    })
    for (const one of toldIn(told)) expect(Math.abs(paceOf(one) - 100)).toBeLessThan(20)
    expect(told.at(-1)?.trend).not.toBeNull()
  })
})

describe('the pace of a room that is read unevenly', () => {
  test('is hardly moved by when it is read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 700, max: 1_600 }), { minLength: 40, maxLength: 40 }),
        (gapsMs) => {
          const line = createLineTrend()
          let atMs = startMs
          let last = null
          for (const gapMs of gapsMs) {
            atMs += gapMs
            const bytes = shrunk((atMs - startMs) / 1000)
            last = line.step({ atMs, bytes, lineBytes, roomBytes: bytes })
          }
          expect(Math.abs((last?.bytesPerSecond ?? 0) / 1e6 - 100)).toBeLessThan(5)
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('a pace lies in its range, and all of that shrinks', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const noise = createNoise(seed)
    const bytesAt = growingAfter(20, 60, 60)
    const told = follow((second) => bytesAt(second) + mb(150) * noise(), { seconds: 150 })
    for (const { trend } of toldIn(told)) {
      const { lowBytesPerSecond = 0, bytesPerSecond = 0, highBytesPerSecond = 0 } = trend ?? {}
      expect(lowBytesPerSecond).toBeGreaterThan(0)
      expect(bytesPerSecond).toBeGreaterThanOrEqual(lowBytesPerSecond)
      expect(highBytesPerSecond).toBeGreaterThanOrEqual(bytesPerSecond)
    }
  }
})

describe('readings', () => {
  const told = (line: ReturnType<typeof createLineTrend>, from: number, to: number) => {
    let last = null
    for (let second = from; second <= to; second++) {
      const bytes = 12e9 - mb(100) * (second - from)
      last = line.step({ atMs: startMs + second * 1_000, bytes, lineBytes, roomBytes: bytes })
    }
    return last
  }

  test('that are repeated are none', () => {
    const line = createLineTrend()
    const before = told(line, 0, 30)
    const again = { atMs: startMs + 30_000, bytes: 9e9, lineBytes, roomBytes: 9e9 }
    for (let count = 0; count < 100; count++) expect(line.step(again)).toBe(before)
    expect(before).not.toBeNull()
  })

  test.each([
    ['the machine slept', 30 + 91],
    ['the clock was set back', 5],
  ])('begin anew where %s', (_, second) => {
    const line = createLineTrend()
    expect(told(line, 0, 30)).not.toBeNull()
    expect(told(line, second, second + 5)).toBeNull()
    expect(told(line, second + 6, second + 30)).not.toBeNull()
  })

  test('begin anew with another limit, and when they are told to', () => {
    const line = createLineTrend()
    expect(told(line, 0, 30)).not.toBeNull()
    const bytes = 8e9
    expect(
      line.step({ atMs: startMs + 31_000, bytes, lineBytes: 48e9, roomBytes: bytes }),
    ).toBeNull()
    const other = createLineTrend()
    expect(told(other, 0, 30)).not.toBeNull()
    other.restart()
    expect(told(other, 31, 40)).toBeNull()
  })

  test('that come far too often are as one each second', () => {
    const line = createLineTrend()
    let last = null
    for (let at = 0; at <= 40_000; at += 50) {
      const bytes = 12e9 - mb(100) * (at / 1_000)
      last = line.step({ atMs: startMs + at, bytes, lineBytes, roomBytes: bytes })
    }
    expect((last?.bytesPerSecond ?? 0) / 1e6).toBeCloseTo(100, 0)
  })
})
