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

describe('a room that shrinks in blocks, far apart', () => {
  const inBlocks = (second: number): number => 8e9 - mb(500) * Math.floor(second / 50)

  test('is told without a gap, with the pace of its blocks', () => {
    const told = follow(inBlocks, { seconds: 600 })
    expect(firstTold(told)).toBeLessThanOrEqual(160)
    for (const one of told.filter(({ second }) => second > 160))
      expect(Math.abs(paceOf(one) - 10)).toBeLessThan(1.5)
  })

  test('is told anew where what was before says nothing', () => {
    const line = createLineTrend()
    const told = Array.from({ length: 400 }, (_, second) => {
      if (second === 220) line.restart()
      const atMs = startMs + second * 1_000
      const bytes = inBlocks(second)
      return line.step({ atMs, bytes, lineBytes, roomBytes: bytes }) !== null
    })
    expect(told[219]).toBe(true)
    expect(told.slice(220, 350)).toEqual(Array(130).fill(false))
  })

  test('is told with the pace of its blocks where each is filled for some seconds', () => {
    const filled = (second: number): number =>
      inBlocks(second) - mb(500) * Math.min(1, Math.max(0, (second % 50) - 28) / 22)
    const noise = createNoise(3)
    const told = follow((second) => filled(second) + mb(5) * noise(), { seconds: 500 })
    for (const one of toldIn(told).filter(({ second }) => second > 220))
      expect(paceOf(one)).toBeLessThan(15)
  })

  test('is told with the pace of what is faster than its blocks', () => {
    const faster = (second: number): number =>
      inBlocks(Math.min(second, 310)) - mb(100) * Math.max(0, second - 310)
    const told = follow(faster, { seconds: 345 })
    expect(Math.abs(paceOf(told.at(-1)) - 100)).toBeLessThan(20)
  })
})

test('a room that is many times what has gone is not surely lost', () => {
  // an app opens: 250 MB/s of 40 GB
  const told = follow((second) => 40e9 - mb(250) * Math.max(0, second - 20), { seconds: 80 })
  expect(firstTold(told)).toBeLessThan(40)
  const sure = told.find(({ trend }) => trend?.isSure === true)
  expect(sure?.second).toBeGreaterThanOrEqual(45)
  expect(sure?.second).toBeLessThanOrEqual(55)
})

describe('what moves by steps and bursts, and comes to rest', () => {
  test('gives nothing where caches are filled and given back, once that is seen', () => {
    for (const [megabytes, periodSeconds] of [
      [400, 30],
      [200, 12],
      [150, 60],
    ] as const) {
      const told = follow(
        (second) => 8e9 - mb(megabytes) * ((second % periodSeconds) / periodSeconds),
        { seconds: 600 },
      )
      expect(toldIn(told).filter(({ second }) => second > 3 * periodSeconds)).toEqual([])
    }
  })

  test.each([-3_000, -700, 700, 3_000])('gives nothing for one step of %i MB', (megabytes) => {
    for (const everySeconds of [1, 5]) {
      for (let seed = 1; seed <= 5; seed++) {
        const noise = createNoise(seed)
        const told = follow(
          (second) => 9e9 + (second < 70 ? 0 : mb(megabytes)) + mb(20) * noise(),
          {
            seconds: 300,
            everySeconds,
          },
        )
        expect(toldIn(told)).toEqual([])
      }
    }
  })

  test('gives nothing soon after a burst', () => {
    for (const [forSeconds, everySeconds] of [
      [5, 1],
      [10, 1],
      [20, 1],
      [40, 1],
      [20, 5],
      [40, 5],
    ] as const) {
      const told = follow(growingAfter(60, 150, 60 + forSeconds), { seconds: 200, everySeconds })
      const last = toldIn(told).at(-1)?.second ?? 0
      expect(last).toBeLessThanOrEqual(60 + forSeconds + Math.max(4, everySeconds))
    }
    expect(toldIn(follow(growingAfter(60, 150, 65)))).toEqual([])
  })
})
