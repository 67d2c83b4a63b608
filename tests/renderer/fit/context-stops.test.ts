import { assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { contextStops, placeOf, stopAt } from '../../../src/renderer/fit/context-stops.ts'

test('each doubling has as many stops, of round figures', () => {
  const stops = contextStops({ stepTokens: 256, mostTokens: 131_072 })
  expect(stops[0]).toBe(512)
  expect(stops.at(-1)).toBe(131_072)
  const ofOctave = (from: number) => stops.filter((stop) => stop >= from && stop < 2 * from)
  expect(ofOctave(4_096)).toEqual([4_096, 4_608, 5_120, 5_632, 6_144, 6_656, 7_168, 7_680])
  expect(ofOctave(65_536)).toHaveLength(8)
  expect(ofOctave(512)).toEqual([512, 768]) // the steps are not finer
})

test('whatever the range: all stops are different steps of it, in order, and the last one is the most', () => {
  assert(
    property(
      integer({ min: 1, max: 8_192 }),
      integer({ min: 1, max: 1_000 }),
      integer({ min: 0, max: 8_191 }),
      (stepTokens, steps, rest) => {
        const mostTokens = stepTokens * steps + Math.min(rest, stepTokens - 1)
        const stops = contextStops({ stepTokens, mostTokens })
        expect(stops.at(-1)).toBe(mostTokens)
        expect(stops.length).toBeLessThanOrEqual(400)
        for (const [index, stop] of stops.entries()) {
          if (index > 0) expect(stop).toBeGreaterThan(stops[index - 1] ?? 0)
          if (stop !== mostTokens) expect(stop % stepTokens).toBe(0)
        }
      },
    ),
  )
})

test('a context between two stops stands at the lower one, and lies between their places', () => {
  const stops = [512, 1_024, 2_048]
  expect([100, 512, 1_500, 2_048, 9_999].map((tokens) => stopAt(stops, tokens))).toEqual([
    0, 0, 1, 2, 2,
  ])
  expect(placeOf(stops, 512)).toBe(0)
  expect(placeOf(stops, 768)).toBe(0.25)
  expect(placeOf(stops, 1_536)).toBe(0.75)
  expect(placeOf(stops, 9_999)).toBe(1)
  expect(placeOf([4_096], 4_096)).toBe(1)
})
