import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  holdsStill,
  isPlausibleLimit,
  laterOf,
  macOsMajorIn,
  toRemember,
  type LimitGround,
} from '../../src/main/headroom/logged-limit.ts'
import type { LearntLimit } from '../../src/shared/learnt.ts'

const gib = 2 ** 30
const nowMs = 1_763_800_000_000
const hourMs = 3_600_000
const ground: LimitGround = { ramBytes: 32 * gib, overrideBytes: null, macOsMajor: 26 }
const then: LearntLimit = {
  limitBytes: 22_906_500_000,
  program: 'Ollama',
  atMs: nowMs - 72 * hourMs,
  ramBytes: 32 * gib,
  overrideBytes: null,
  macOsMajor: 26,
}

describe('a limit that was remembered', () => {
  test('holds on the machine of then', () => {
    expect(holdsStill(then, ground, nowMs)).toBe(true)
  })

  test.each([
    ['an override', { overrideBytes: 24 * gib }],
    ['an override of which nothing is known yet', { overrideBytes: undefined }],
    ['other RAM', { ramBytes: 36 * gib }],
    ['a later macOS', { macOsMajor: 27 }],
    ['a macOS that is not known', { macOsMajor: null }],
  ] as const)('is old with %s', (_, other) => {
    expect(holdsStill(then, { ...ground, ...other }, nowMs)).toBe(false)
  })

  test('is none where it was seen in a time to come', () => {
    expect(holdsStill({ ...then, atMs: nowMs + 1 }, ground, nowMs)).toBe(false)
  })

  test('never holds below half of the RAM or above it, whatever its file says', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 3, noNaN: true }), (share) => {
        const limitBytes = share * 32 * gib
        const holds = holdsStill({ ...then, limitBytes }, ground, nowMs)
        expect(holds).toBe(share >= 0.5 && share <= 1)
      }),
    )
  })
})

describe('of what a log says now is remembered', () => {
  const logged = { limitBytes: 22_906_500_000, program: 'Ollama', atMs: nowMs - 1_000 }
  const noted = (other: object = {}, known: LearntLimit | null = null, on = ground) =>
    toRemember({ ...logged, ...other }, on, known, nowMs)

  test('the first, with what it held for', () => {
    expect(noted()).toEqual({ ...then, atMs: nowMs - 1_000 })
  })

  test('nothing where nobody knows what it held for', () => {
    expect(noted({}, null, { ...ground, overrideBytes: undefined })).toBeNull()
    expect(noted({}, null, { ...ground, macOsMajor: null })).toBeNull()
  })

  test('nothing that no Mac has', () => {
    expect(noted({ limitBytes: 40 * gib })).toBeNull()
    expect(noted({ limitBytes: 1 * gib })).toBeNull()
    expect(isPlausibleLimit(Number.NaN, 32 * gib)).toBe(false)
  })

  test('of two the later, and the same again once a day', () => {
    const other = { limitBytes: 26_800_600_000 }
    expect(noted(other, { ...then, atMs: nowMs - 2_000 })?.limitBytes).toBe(26_800_600_000)
    expect(noted({ ...other, atMs: nowMs - 3_000 }, { ...then, atMs: nowMs - 2_000 })).toBeNull()
    expect(noted({}, { ...then, atMs: nowMs - 23 * hourMs })).toBeNull()
    expect(noted({}, { ...then, atMs: nowMs - 25 * hourMs })).not.toBeNull()
  })

  test('what follows one of a time to come, which a wrong clock has left', () => {
    const wrong = { ...then, limitBytes: 30 * gib, atMs: nowMs + hourMs }
    const next = noted({}, wrong)
    expect(next?.limitBytes).toBe(22_906_500_000)
    expect(next === null ? null : laterOf(wrong, next, nowMs)).toBe(next)
  })

  test('what another Headroom has noted later stays', () => {
    const later = { ...then, atMs: nowMs - 500 }
    const next = noted()
    expect(next === null ? null : laterOf(later, next, nowMs)).toBe(later)
  })
})

test.each([
  ['26.1', 26],
  ['13.3.1 (a)', 13],
  ['beta', null],
])('macOS %s is of %s', (version, major) => {
  expect(macOsMajorIn(version)).toBe(major)
})
