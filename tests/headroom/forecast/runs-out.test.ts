import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runsOutOf, type LineNow } from '../../../src/main/headroom/forecast/runs-out.ts'
import type { Trend } from '../../../src/main/headroom/forecast/trend.ts'
import { follow, growingAfter } from './traces.ts'

const trend = (megabytesPerSecond: number, further: Partial<Trend> = {}): Trend => ({
  bytesPerSecond: megabytesPerSecond * 1e6,
  lowBytesPerSecond: megabytesPerSecond * 0.9e6,
  highBytesPerSecond: megabytesPerSecond * 1.25e6,
  moreBytes: 0,
  lessBytes: 0,
  sinceMs: 0,
  untilMs: 30_000,
  isSure: true,
  ...further,
})
const gpu = (roomBytes: number, of: Trend | null): LineNow => ({
  line: 'gpu',
  lineBytes: 48e9,
  roomBytes,
  trend: of,
})
const ram = (roomBytes: number, of: Trend | null): LineNow => ({
  line: 'ram',
  lineBytes: 64e9,
  roomBytes,
  trend: of,
})

describe('when room runs out', () => {
  test('is the first end of both rooms, in the range of the pace', () => {
    expect(runsOutOf([gpu(9e9, trend(100)), ram(4e9, trend(100))], null)).toEqual({
      line: 'ram',
      lineBytes: 64e9,
      roomBytes: 4e9,
      bytesPerSecond: 100e6,
      msLeft: 40_000,
      lowMsLeft: 32_000,
      highMsLeft: 4e9 / 90e3,
      by: 'trend',
      sureness: 'sure',
      toComeBytes: null,
    })
  })

  test('is not said where nothing shrinks', () => {
    expect(runsOutOf([gpu(9e9, null), ram(0, null)], null)).toBeNull()
  })
})

describe('when room runs out by what is known to come', () => {
  test('is by both where the trend is what is known to come', () => {
    const known = { bytesPerSecond: 120e6, toComeBytes: 8e9 }
    const found = runsOutOf([gpu(6e9, trend(100, { isSure: false }))], known)
    expect(found).toMatchObject({
      by: 'both',
      sureness: 'sure',
      bytesPerSecond: 100e6,
      msLeft: 60_000,
      toComeBytes: 8e9,
    })
  })

  test('is by what is known where that ends sooner', () => {
    const known = { bytesPerSecond: 300e6, toComeBytes: null }
    expect(runsOutOf([gpu(6e9, trend(100)), ram(9e9, null)], known)).toMatchObject({
      by: 'known',
      sureness: 'likely',
      line: 'gpu',
      msLeft: 20_000,
      lowMsLeft: 16_000,
    })
  })

  test('is by the trend where others grow beside what is known', () => {
    const known = { bytesPerSecond: 10e6, toComeBytes: null }
    expect(runsOutOf([gpu(6e9, trend(100))], known)).toMatchObject({ by: 'trend', msLeft: 60_000 })
  })

  test('is not said by what is known where all that comes has room', () => {
    const known = { bytesPerSecond: 300e6, toComeBytes: 5e9 }
    expect(runsOutOf([gpu(6e9, null)], known)).toBeNull()
    expect(runsOutOf([gpu(4e9, null)], known)).toMatchObject({ by: 'known', toComeBytes: 5e9 })
  })
})

describe('how long room lasts', () => {
  test('is widened by the noise of the readings', () => {
    const found = runsOutOf([ram(4e9, trend(100, { moreBytes: 500e6, lessBytes: 500e6 }))], null)
    expect(found?.msLeft).toBe(40_000)
    expect(found?.lowMsLeft).toBeLessThan(29_000)
    expect(found?.highMsLeft).toBeGreaterThan(49_000)
  })

  test('is never below 0, never NaN, and in its range', () => {
    const figure = fc.double({ min: 1, max: 1e12, noNaN: true })
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e12, noNaN: true }),
        fc.tuple(figure, figure, figure),
        fc.option(fc.tuple(figure, fc.option(figure))),
        fc.double({ min: 0, max: 1e11, noNaN: true }),
        (roomBytes, paces, known, noiseBytes) => {
          const [low = 1, middle = 1, high = 1] = paces.toSorted((a, b) => a - b)
          const of = trend(1, {
            bytesPerSecond: middle,
            lowBytesPerSecond: low,
            highBytesPerSecond: high,
            moreBytes: noiseBytes,
            lessBytes: noiseBytes,
          })
          const found = runsOutOf(
            [gpu(roomBytes, of), ram(roomBytes, of)],
            known === null ? null : { bytesPerSecond: known[0], toComeBytes: known[1] },
          )
          const { lowMsLeft = -1, msLeft = -1, highMsLeft = -1 } = found ?? {}
          expect(lowMsLeft).toBeGreaterThanOrEqual(0)
          expect(msLeft).toBeGreaterThanOrEqual(lowMsLeft)
          expect(highMsLeft).toBeGreaterThanOrEqual(msLeft)
        },
      ),
    )
  })

  test('comes nearer with each second at one pace, and is right all the way', () => {
    const told = follow(growingAfter(0, 100), { seconds: 119 })
    const left = told.flatMap(({ bytes, trend: of, second }) =>
      of === null ? [] : [{ second, ms: runsOutOf([ram(bytes, of)], null)?.msLeft ?? 0 }],
    )
    expect(left.length).toBeGreaterThan(90)
    left.forEach(({ second, ms }, index) => {
      expect(Math.abs(ms - (120 - second) * 1_000)).toBeLessThan(0.2 * (120 - second) * 1_000 + 1)
      expect(ms).toBeLessThan(left[index - 1]?.ms ?? Number.POSITIVE_INFINITY)
    })
  })
})
