import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gathered, slopeOf, type Point } from '../../../src/main/headroom/forecast/slope.ts'

/** One a second, falling by so much in each. */
const falling = (count: number, bytesPerSecond: number): readonly Point[] =>
  Array.from({ length: count }, (_, second) => ({
    atMs: second * 1_000,
    bytes: 1e10 - second * bytesPerSecond,
  }))

describe('the slope of points', () => {
  test('is that of their line, whatever the time between them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 200, max: 9_000 }), { minLength: 5, maxLength: 150 }),
        fc.integer({ min: -500, max: 500 }),
        (gapsMs, megabytesPerSecond) => {
          let atMs = 0
          const points = gapsMs.map((gapMs): Point => {
            atMs += gapMs
            return { atMs, bytes: 5e11 + megabytesPerSecond * 1e3 * atMs }
          })
          const slope = slopeOf(points)
          // where many are put together, the middle of their sizes is not that of their times
          const least = points.length > 24 ? 0.1 * Math.abs(megabytesPerSecond) : 1e-6
          expect(Math.abs((slope?.bytesPerSecond ?? 0) / 1e6 - megabytesPerSecond)).toBeLessThan(
            least + 1e-6,
          )
        },
      ),
    )
  })

  test('is not moved by outliers in a fifth of them', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 19 }), { minLength: 0, maxLength: 4 }),
        fc.array(fc.integer({ min: -20_000, max: 20_000 }), { minLength: 4, maxLength: 4 }),
        (places, megabytes) => {
          const points = falling(20, 100e6).map((point, index) => {
            const at = places.indexOf(index)
            return at < 0 ? point : { ...point, bytes: point.bytes + (megabytes[at] ?? 0) * 1e6 }
          })
          const { bytesPerSecond = 0 } = slopeOf(points) ?? {}
          expect(Math.abs(bytesPerSecond + 100e6)).toBeLessThan(1)
        },
      ),
    )
  })
})

describe('the range of a slope', () => {
  test('lies within its range, and the range is the wider the surer it is', () => {
    const noisy = falling(20, 50e6).map((point, index) => ({
      ...point,
      bytes: point.bytes + (index % 3) * 40e6,
    }))
    const slope = slopeOf(noisy)
    const [narrow, wide] = [slope?.range(1), slope?.range(3)]
    expect(wide?.low).toBeLessThan(narrow?.low ?? 0)
    expect(narrow?.low).toBeLessThanOrEqual(slope?.bytesPerSecond ?? 0)
    expect(slope?.bytesPerSecond).toBeLessThanOrEqual(narrow?.high ?? 0)
    expect(narrow?.high).toBeLessThan(wide?.high ?? 0)
  })

  test('is none of fewer than two instants', () => {
    expect([
      slopeOf([]),
      slopeOf(falling(1, 1)),
      slopeOf([...falling(1, 1), ...falling(1, 1)]),
    ]).toEqual([null, null, null])
  })
})

test('many points become few, each in the middle of those of its span', () => {
  const points = gathered(falling(12, 10), 4)
  expect(points.map(({ atMs }) => atMs)).toEqual([1_000, 4_000, 7_000, 10_000])
  expect(points.map(({ bytes }) => 1e10 - bytes)).toEqual([10, 40, 70, 100])
})
