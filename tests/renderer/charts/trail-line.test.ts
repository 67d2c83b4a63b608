import { expect, test } from 'vitest'
import {
  marksWithin,
  placeOf,
  summaryOf,
  trailBox,
  trailLine,
} from '../../../src/renderer/charts/trail-line.ts'
import { trailMs, trailStepMs, type TrailPoint } from '../../../src/shared/trail.ts'

const endMs = 1_795_200_000_000
const GB = 1e9
/** One after the other, the last of them now. */
const pointsOf = (...rooms: readonly (number | null)[]): readonly TrailPoint[] =>
  rooms.map((room, index) => ({
    atMs: endMs - (rooms.length - 1 - index) * trailStepMs,
    roomBytes: room === null ? null : room * GB,
  }))

test('the last point stands at the right edge, ten minutes ago at the left', () => {
  expect(placeOf(endMs, endMs)).toBe(1)
  expect(placeOf(endMs - trailMs / 4, endMs)).toBe(0.75)
  expect(placeOf(endMs - 2 * trailMs, endMs)).toBe(0)
})

test('the line runs from all the room that there can be, above, to none, below', () => {
  const { line, area, now } = trailLine(pointsOf(20, 5, 0), 20 * GB)
  expect(line).toBe('M590 0L595 75L600 100')
  expect(area).toBe('M590 100L590 0L595 75L600 100L600 100Z')
  expect(now).toEqual({ xRatio: 1, yRatio: 1 })
})

test('what was not known is a gap; a point alone is a dot', () => {
  const { line } = trailLine(pointsOf(10, 10, null, 10, null, 10, 10), 20 * GB)
  expect(line).toBe('M570 50L575 50M585 50h0M595 50L600 50')
})

test('a room that is not known now has no dot', () => {
  expect(trailLine(pointsOf(10, 10, null), 20 * GB).now).toBeNull()
  expect(trailLine([], 20 * GB)).toEqual({ line: '', area: '', now: null })
})

test('more than the scale, or no scale at all, stays within the box', () => {
  const high = trailLine(pointsOf(40, 10), 20 * GB)
  expect(high.line).toBe(`M595 0L${trailBox.width} 50`)
  expect(trailLine(pointsOf(0, 0), 0).line).toBe('M595 100L600 100')
})

test('the sentence tells where it began, where it is, and the lowest with its time', () => {
  expect(summaryOf(pointsOf(null, 20, 5, null, 6))).toEqual({
    spanMs: 3 * trailStepMs,
    fromBytes: 20 * GB,
    toBytes: 6 * GB,
    isKnownNow: true,
    lowestBytes: 5 * GB,
    lowestAtMs: endMs - 2 * trailStepMs,
  })
  expect(summaryOf(pointsOf(null, 20))).toBeNull()
})

test('the sentence reaches to now, also where the room has not been known for a while', () => {
  const minute = (roomGB: number | null) => Array.from({ length: 12 }, () => roomGB)
  expect(summaryOf(pointsOf(...minute(5), ...minute(null)))).toMatchObject({
    spanMs: 23 * trailStepMs,
    toBytes: 5 * GB,
    isKnownNow: false,
  })
})

test('marks stand by their time; those that are older than the line are left out', () => {
  const mark = (agoMs: number) => ({ atMs: endMs - agoMs, kind: 'load', what: `${agoMs}` }) as const
  const marks = [mark(1_000), mark(trailMs + 1), mark(60_000)]
  expect(marksWithin(marks, pointsOf(1, 1)).map(({ what }) => what)).toEqual(['60000', '1000'])
})
