import { describe, expect, test } from 'vitest'
import { runningOut } from '../../../src/main/alerts/rules/running-out.ts'
import { GB, macAt, replayed, t0, watching } from '../moments.ts'
import { at, endingAt, everySecond, MB } from './ending-room.ts'

describe('it clears', () => {
  /** Told for 20 s; then nothing shrinks, and there is so much room. */
  const stopped = (roomBytes: number, count: number) => {
    const watch = watching(runningOut)
    return replayed(watch, { count, ...everySecond }, (atMs, index) => {
      const on = endingAt(3 * GB, 100 * MB)
      const { room } = macAt(atMs, {}, { availableBytes: index < 20 ? 3 * GB : roomBytes })
      return at(atMs, index < 20 ? on : null, { room })
    })
  }

  test('by itself when the room has come back', () => {
    const seen = stopped(9 * GB, 40)
    expect(seen.map(({ length }) => length).join('')).toBe(`${'0'.repeat(9)}${'1'.repeat(26)}00000`)
    expect(seen.flatMap((alerts) => alerts.filter(({ isClearing }) => isClearing))).toHaveLength(15)
  })

  test('is clearing while growth pauses, and over when it has for five minutes', () => {
    const seen = stopped(3 * GB, 340)
    expect(seen.slice(20, 320).every(([alert]) => alert?.isClearing === true)).toBe(true)
    expect(seen.slice(320).flat()).toEqual([])
  })
})

describe('one episode', () => {
  test('growth in blocks is one episode', () => {
    const seen = replayed(watching(runningOut), { count: 400, ...everySecond }, (atMs, index) => {
      const { room } = macAt(atMs, {}, { availableBytes: 3 * GB })
      return at(atMs, index % 150 < 30 ? endingAt(3 * GB, 100 * MB) : null, { room })
    })
    expect(new Set(seen.flat().map(({ id }) => id)).size).toBe(1)
  })

  test('what is uneven long after it was over has to begin anew', () => {
    const uneven = endingAt(3 * GB, 100 * MB, { sureness: 'likely', highMsLeft: 400_000 })
    const seen = replayed(watching(runningOut), { count: 440, ...everySecond }, (atMs, index) => {
      const { room } = macAt(atMs, {}, { availableBytes: 3 * GB })
      const sure = endingAt(3 * GB, 100 * MB)
      const runsOut = index < 20 || index === 439 ? sure : index < 400 ? null : uneven
      return at(atMs, runsOut, { room })
    })
    expect(seen.at(-1)).toEqual([])
  })

  test('growth that is slower for a while is a notice until it is three times as far', () => {
    const then = (seconds: number) =>
      replayed(watching(runningOut), { count: 420, ...everySecond }, (atMs, index) => {
        const { room } = macAt(atMs, {}, { availableBytes: 10 * GB })
        const pace = index < 40 ? 100 * MB : (10 * GB) / seconds
        return at(atMs, endingAt(10 * GB, pace), { room })
      }).at(-1)
    expect(then(530)).toMatchObject([{ severity: 'notice', isClearing: false }])
    expect(then(550)).toEqual([])
  })

  test('not while the time left swings about the line: one episode', () => {
    const watch = watching(runningOut)
    const seen = replayed(watch, { count: 120, ...everySecond }, (atMs, index) =>
      at(atMs, endingAt(index < 40 ? 10 * GB : (16 + (index % 5)) * GB, 100 * MB)),
    )
    const standing = seen.slice(40)
    expect(standing.every((alerts) => alerts.length === 1)).toBe(true)
    expect(new Set(standing.flat().map(({ id }) => id)).size).toBe(1)
  })

  test('not at half as long again as the line, and by itself beyond that', () => {
    const then = (seconds: number) =>
      replayed(watching(runningOut), { count: 90, ...everySecond }, (atMs, index) =>
        at(atMs, endingAt(index < 40 ? 10 * GB : seconds * 100 * MB, 100 * MB)),
      ).at(-1)
    expect(then(265)).toMatchObject([{ severity: 'notice', figures: { gapBytes: 0 } }])
    expect(then(275)).toEqual([])
  })

  test('is stale where nobody can tell any more', () => {
    const watch = watching(runningOut)
    replayed(watch, { count: 11, ...everySecond }, (atMs) => at(atMs, endingAt(3 * GB, 100 * MB)))
    const lost = at(t0 + 11_000, null, { forecast: { kind: 'failed', reason: 'x' } })
    expect(watch.see(lost)).toMatchObject([{ isStale: true, atMs: t0 + 10_000 }])
  })
})
