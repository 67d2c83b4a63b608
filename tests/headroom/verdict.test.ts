import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gapOf, verdictOf, type Line } from '../../src/main/headroom/verdict.ts'

const line = (needBytes: number, roomBytes: number | null): Line => ({ needBytes, roomBytes })
const whole = (...lines: readonly Line[]) => verdictOf(lines, true)

describe('a verdict (design §2)', () => {
  test.each([
    [0, 'fits'],
    [900, 'fits'],
    [901, 'tight'],
    [1_000, 'tight'],
    [1_001, 'no'],
  ])('on %i of a room of 1,000 is %s', (needBytes, verdict) => {
    expect(whole(line(needBytes, 1_000))).toBe(verdict)
  })

  test('is the worse of the two lines, whichever comes first', () => {
    const [fits, tight, no] = [line(1, 10), line(10, 10), line(11, 10)]
    expect(whole(fits, fits)).toBe('fits')
    expect(whole(fits, tight)).toBe('tight')
    expect(whole(tight, fits)).toBe('tight')
    expect(whole(no, tight)).toBe('no')
    expect(whole(tight, no)).toBe('no')
  })

  test('is unknown where one room is, unless the other is too small', () => {
    const unknown = line(1, null)
    expect(whole(unknown)).toBe('unknown')
    expect(whole(line(1, 10), unknown)).toBe('unknown')
    expect(whole(line(10, 10), unknown)).toBe('unknown')
    expect(whole(unknown, line(11, 10))).toBe('no')
  })

  test('is unknown where a part of the need is, unless what is known is too much by itself', () => {
    expect(verdictOf([line(1, 10)], false)).toBe('unknown')
    expect(verdictOf([line(10, 10)], false)).toBe('unknown')
    expect(verdictOf([line(11, 10)], false)).toBe('no')
    expect(verdictOf([line(1, 10), line(11, 10)], false)).toBe('no')
  })

  test('is unknown where nothing is', () => {
    expect(whole()).toBe('unknown')
  })

  test('of no room at all is no, but for a need of nothing', () => {
    expect(whole(line(1, 0))).toBe('no')
    expect(whole(line(0, 0))).toBe('fits')
  })
})

describe('the gap', () => {
  test('is by how much the worst line is too long', () => {
    expect(gapOf([line(15, 10), line(30, 10)])).toBe(20)
    expect(gapOf([line(15, 10), line(1, 10)])).toBe(5)
  })

  test('is none where everything has room, to the last byte', () => {
    expect(gapOf([line(10, 10), line(9, 10)])).toBeNull()
  })

  test('is what is known of it where another room is not', () => {
    expect(gapOf([line(15, null)])).toBeNull()
    expect(gapOf([line(15, null), line(12, 10)])).toBe(2)
    expect(gapOf([])).toBeNull()
  })

  test('is there whenever the verdict is no, and never else', () => {
    const anyLine = fc.record({
      needBytes: fc.nat(100),
      roomBytes: fc.option(fc.nat(100), { nil: null }),
    })
    fc.assert(
      fc.property(fc.array(anyLine), fc.boolean(), (lines, isWhole) => {
        expect(gapOf(lines) !== null).toBe(verdictOf(lines, isWhole) === 'no')
      }),
    )
  })
})
