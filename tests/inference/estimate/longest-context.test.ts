import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestContext } from '../../../src/main/inference/estimate/longest-context.ts'

const stepTokens = 256

/** The function, and how often it was asked. */
function counted(excessOf: (contextTokens: number) => number) {
  const asked: number[] = []
  return {
    asked,
    excessOf: (contextTokens: number): number => {
      asked.push(contextTokens)
      return excessOf(contextTokens)
    },
  }
}

/** Straight pieces, each steeper than the one before it. */
const convex = (
  baseBytes: number,
  pieces: readonly { readonly fromTokens: number; readonly moreBytesPerToken: number }[],
) => {
  return (tokens: number): number =>
    pieces.reduce(
      (sum, { fromTokens, moreBytesPerToken }) =>
        sum + Math.max(0, tokens - fromTokens) * moreBytesPerToken,
      baseBytes,
    )
}

/** A window that fills first, and takes no more from then on. */
const filling = (windowTokens: number, bytesPerToken: number) => (tokens: number) =>
  Math.min(tokens, windowTokens) * bytesPerToken

const anyPieces = fc.array(
  fc.record({
    fromTokens: fc.nat(2 ** 20),
    moreBytesPerToken: fc.integer({ min: 0, max: 100_000 }),
  }),
  { minLength: 1, maxLength: 5 },
)

describe('the longest context that fits', () => {
  it('is to the step where a line meets the room', () => {
    const range = { stepTokens, mostTokens: 2 ** 20 }
    const bytesAt = (tokens: number): number => 1_000 + 10 * tokens
    const withRoom = (roomBytes: number) =>
      longestContext((tokens) => bytesAt(tokens) - roomBytes, range)
    expect(withRoom(1_000 + 2_560 * 7)).toBe(256 * 7)
    expect(withRoom(1_000 + 2_560 * 7 - 1)).toBe(256 * 6)
    expect(withRoom(1_000 + 2_560)).toBe(256)
    expect(withRoom(1_000 + 2_559)).toBeNull()
    expect(withRoom(1e12)).toBe(2 ** 20)
  })

  it('is all of the range in whole steps, and one step where the range is shorter', () => {
    expect(longestContext(() => -1, { stepTokens, mostTokens: 1_000 })).toBe(768)
    expect(longestContext(() => 0, { stepTokens, mostTokens: 1_024 })).toBe(1_024)
    expect(longestContext(() => -1, { stepTokens, mostTokens: 1 })).toBe(256)
    expect(longestContext(() => 1, { stepTokens, mostTokens: 1 })).toBeNull()
  })

  it('fits, and one step more does not, whatever the pieces', () => {
    fc.assert(
      fc.property(
        anyPieces,
        fc.nat(2 ** 34),
        fc.nat(2 ** 34),
        fc.integer({ min: 256, max: 2 ** 21 }),
        fc.tuple(fc.nat(8_192), fc.nat(50_000)),
        (pieces, baseBytes, roomBytes, mostTokens, [windowTokens, windowBytes]) => {
          const line = convex(baseBytes - roomBytes, pieces)
          const window = filling(windowTokens, windowBytes)
          const { asked, excessOf } = counted((tokens) => line(tokens) + window(tokens))
          const longest = longestContext(excessOf, { stepTokens, mostTokens })
          // each piece takes two looks at most, what the window hides some halvings
          expect(asked.length).toBeLessThan(60)
          if (longest !== null) expect(line(longest) + window(longest)).toBeLessThanOrEqual(0)
          const next = (longest ?? 0) + stepTokens
          if (longest === null || next <= mostTokens)
            expect(line(next) + window(next)).toBeGreaterThan(0)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

describe('the looks at a need', () => {
  it('are few where it is one line', () => {
    const { asked, excessOf } = counted((tokens) => 3 * tokens - 1e6)
    expect(longestContext(excessOf, { stepTokens, mostTokens: 2 ** 30 })).toBe(333_312)
    expect(asked.length).toBeLessThanOrEqual(4)
  })

  it('are never beyond the range', () => {
    const { asked, excessOf } = counted((tokens) => tokens - 5_000)
    longestContext(excessOf, { stepTokens, mostTokens: 10_000 })
    expect(Math.max(...asked)).toBe(9_984)
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(256)
  })

  it('come to an end though nothing is said of it', () => {
    expect(longestContext(() => Number.NaN, { stepTokens, mostTokens: 2_048 })).toBe(2_048)
    const { asked, excessOf } = counted(() => 1)
    expect(longestContext(excessOf, { stepTokens, mostTokens: 2_560 })).toBeNull()
    expect(asked.length).toBeLessThan(30)
  })
})
