import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { limitStopAt, limitStops } from '../../../src/renderer/limit/limit-stops.ts'
import { raiseBounds } from '../../../src/shared/limit-raise.ts'

const gib = 2 ** 30

test('the slider stops within the bounds alone, at their end, and where the calm zone ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_024 * gib }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (ramBytes, share) => {
        const bounds = raiseBounds(ramBytes, Math.round(ramBytes * share))
        if (bounds === null) return
        const { leastBytes, mostBytes, calmBytes } = bounds
        const stops = limitStops(bounds)
        expect(stops.at(-1)).toBe(mostBytes)
        expect(stops[0]).toBeGreaterThanOrEqual(leastBytes)
        expect(stops).toEqual([...new Set(stops)].toSorted((a, b) => a - b))
        if (calmBytes !== null) expect(stops).toContain(calmBytes)
        for (const stop of stops) expect(stop % 2 ** 20).toBe(0)
      },
    ),
  )
})

test('it begins where the calm zone ends, else half way; a wish is never exceeded', () => {
  const stops = [49, 50, 52, 56].map((size) => size * gib)
  expect(limitStopAt(stops, null, 52 * gib)).toBe(2)
  expect(limitStopAt(stops, null, null)).toBe(1)
  expect(limitStopAt(stops, 55 * gib, null)).toBe(2)
  expect(limitStopAt(stops, 99 * gib, 52 * gib)).toBe(3)
  // the bounds have moved since
  expect(limitStopAt(stops, 10 * gib, 52 * gib)).toBe(0)
})

test('it never begins at the most, where there is less', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 16 * gib, max: 1_024 * gib }),
      fc.double({ min: 0.5, max: 0.9, noNaN: true }),
      (ramBytes, share) => {
        const bounds = raiseBounds(ramBytes, Math.round(ramBytes * share))
        if (bounds === null) return
        const stops = limitStops(bounds)
        const at = limitStopAt(stops, null, bounds.calmBytes)
        if (stops.length > 1) expect(at).toBeLessThan(stops.length - 1)
        else expect(at).toBe(0)
      },
    ),
  )
  // 32 GiB: all that can be raised is calm
  expect(limitStopAt([22 * gib, 23 * gib, 24 * gib], null, 24 * gib)).toBe(1)
})
