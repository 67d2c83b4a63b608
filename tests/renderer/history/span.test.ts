import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cutTo,
  moved,
  showing,
  windowOf,
  zoomed,
  type Span,
} from '../../../src/renderer/history/span.ts'
import { longestHistoryMs } from '../../../src/shared/history.ts'

const hourMs = 3_600_000
const nowMs = 1_763_000_000_000
const lastHour: Span = { widthMs: hourMs, endMs: null }
const endOf = (span: Span): number => windowOf(span, nowMs).untilMs

describe('a span that follows the present', () => {
  test('ends now, wherever now is', () => {
    expect(windowOf(lastHour, nowMs)).toEqual({ sinceMs: nowMs - hourMs, untilMs: nowMs })
    expect(windowOf(lastHour, nowMs + 5_000).untilMs).toBe(nowMs + 5_000)
  })

  test('stands still once it is moved into the past, and follows again where it comes back', () => {
    const past = moved(lastHour, nowMs, -hourMs)
    expect(past.endMs).toBe(nowMs - hourMs)
    expect(windowOf(past, nowMs + 9 * hourMs).untilMs).toBe(nowMs - hourMs)
    expect(moved(past, nowMs, 2 * hourMs)).toEqual(lastHour)
  })

  test('goes on to follow when it is zoomed at the present', () => {
    expect(zoomed(lastHour, nowMs, 0.5, nowMs)).toEqual({ widthMs: hourMs / 2, endMs: null })
  })
})

describe('coming closer', () => {
  test('leaves what is looked at where it is', () => {
    const at = nowMs - hourMs / 4
    const { sinceMs, untilMs } = windowOf(zoomed(lastHour, nowMs, 0.5, at), nowMs)
    expect((at - sinceMs) / (untilMs - sinceMs)).toBeCloseTo(0.75)
    expect(untilMs - sinceMs).toBe(hourMs / 2)
  })

  test('to what was drawn over shows just that', () => {
    const drawn = { sinceMs: nowMs - 50 * 60_000, untilMs: nowMs - 20 * 60_000 }
    expect(windowOf(cutTo(drawn, nowMs), nowMs)).toEqual(drawn)
  })

  test('ends at a minute: a point is no finer', () => {
    const drawn = { sinceMs: nowMs - 20_001, untilMs: nowMs - 20_000 }
    expect(cutTo(drawn, nowMs).widthMs).toBe(60_000)
  })
})

test('whatever is done, a span is one that can be asked for', () => {
  const step = fc.tuple(
    fc.constantFrom('move', 'zoom', 'cut'),
    fc.double({ min: -100, max: 100, noNaN: true }),
    fc.integer({ min: 0, max: longestHistoryMs }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let span = lastHour
      for (const [kind, by, agoMs] of steps) {
        if (kind === 'move') span = moved(span, nowMs, by * hourMs)
        if (kind === 'zoom') span = zoomed(span, nowMs, 2 ** (by / 20), nowMs - agoMs)
        if (kind === 'cut')
          span = cutTo({ sinceMs: nowMs - agoMs, untilMs: nowMs - agoMs / 2 }, nowMs)
        const { sinceMs, untilMs } = windowOf(span, nowMs)
        expect(Number.isInteger(sinceMs) && Number.isInteger(untilMs)).toBe(true)
        expect(untilMs).toBeLessThanOrEqual(nowMs)
        expect(untilMs - sinceMs).toBeGreaterThanOrEqual(60_000)
        expect(untilMs - sinceMs).toBeLessThanOrEqual(longestHistoryMs)
        expect(sinceMs).toBeGreaterThanOrEqual(nowMs - longestHistoryMs - 1)
      }
    }),
  )
})

describe('an instant that a link leads to', () => {
  test('is shown where it is, if it is in sight', () => {
    expect(showing(lastHour, nowMs, nowMs - 60_000)).toBe(lastHour)
  })

  test('opens the shortest range that reaches it', () => {
    expect(showing(lastHour, nowMs, nowMs - 5 * hourMs)).toEqual({
      widthMs: 6 * hourMs,
      endMs: null,
    })
  })

  test('of longer ago than anything is kept shows the earliest that can be', () => {
    const span = showing(lastHour, nowMs, nowMs - 90 * 24 * hourMs)
    expect(endOf(span) - span.widthMs).toBe(nowMs - longestHistoryMs)
  })
})
