import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { countEarly } from '../../src/main/host/bisect.ts'

test('halving counts as many early moments as looking at each', () => {
  const moments = fc.array(fc.integer({ min: 0, max: 50 })).map((all) => all.sort((a, b) => a - b))
  fc.assert(
    fc.property(moments, fc.integer({ min: -1, max: 51 }), (sorted, untilMs) => {
      const isEarly = (atMs: number): boolean => atMs <= untilMs
      const count = countEarly(sorted, isEarly)
      expect(count).toBe(sorted.filter(isEarly).length)
      expect(sorted[count]).toBe(sorted.find((atMs) => !isEarly(atMs)))
      expect(sorted[count - 1]).toBe(sorted.findLast(isEarly))
    }),
  )
})

test('halving looks at few of many', () => {
  let looks = 0
  const count = countEarly(
    Array.from({ length: 1_000_000 }).map((_, index) => index),
    (atMs) => {
      looks++
      return atMs < 999_998
    },
  )
  expect(count).toBe(999_998)
  expect(looks).toBeLessThanOrEqual(21)
})
