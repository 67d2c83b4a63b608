import { describe, expect, test } from 'vitest'
import { pointAt, pointsOn } from '../../../src/renderer/history/points.ts'
import { tableRows } from '../../../src/renderer/history/table-rows.ts'
import type { History } from '../../../src/shared/history.ts'
import { at, hourMs, keeperOf, minuteMs, readOf, t0 } from '../../history/moments.ts'

const moments = (...rooms: readonly number[]): History =>
  readOf(keeperOf(...rooms.map((room, index) => at(index * 5_000, room))), 0, hourMs)
const window = { sinceMs: t0, untilMs: t0 + hourMs }

describe('a point of the chart', () => {
  test('is the closest, with all that is known of it', () => {
    const history = moments(1, 2, 3)
    expect(pointAt(history, t0 + 7_400)?.figures.roomBytes).toBe(2)
    expect(pointAt(history, t0 + 7_600)?.figures.roomBytes).toBe(3)
    expect(pointAt(history, t0 + 7_600)?.figures.gpuWatts).toBe(null)
  })

  test('is none where nothing is kept', () => {
    expect(pointAt(moments(1, 2, 3), t0 + 60_000)).toBe(null)
    expect(pointAt(moments(), t0)).toBe(null)
  })

  test('is reached step by step, from the newest where none was looked at, and not beyond the ends', () => {
    const history = moments(1, 2, 3)
    expect(pointsOn(history, window, null, -1)).toBe(t0 + 10_000)
    expect(pointsOn(history, window, t0 + 10_000, -1)).toBe(t0 + 5_000)
    expect(pointsOn(history, window, t0 + 5_000, -10)).toBe(t0)
    expect(pointsOn(history, window, t0 + hourMs, 1)).toBe(t0 + hourMs)
  })
})

describe('the table', () => {
  const minutes = readOf(
    keeperOf(
      ...[5, 4, 6].map((room, index) => at(index * 5_000, room)),
      at(10 * minuteMs, 9, {
        trail: { points: [], marks: [{ atMs: t0 + 10 * minuteMs, kind: 'prompt', what: 'x' }] },
      }),
    ),
    0,
    hourMs,
  )

  test('has the least and the most of whole spans, the newest first, and what happened in each', () => {
    const rows = tableRows(minutes, window, 0)
    expect(
      rows.map(({ sinceMs, leastRoomBytes, events }) => [
        sinceMs - t0,
        leastRoomBytes,
        events.length,
      ]),
    ).toEqual([
      [10 * minuteMs, 9, 1],
      [0, 4, 0],
    ])
  })

  test('begins its spans on the clock of the reader', () => {
    const [row] = tableRows(
      minutes,
      { sinceMs: t0 - 24 * hourMs, untilMs: t0 + hourMs },
      30 * minuteMs,
    )
    expect(((row?.sinceMs ?? 0) + 30 * minuteMs) % hourMs).toBe(0)
  })
})
