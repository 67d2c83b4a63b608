import type { LearntModel } from '../../../shared/learnt.ts'

export type PartRatios = LearntModel['ratios']

/** What one load came to: of each part that its engine has reported, by how much that was more than estimated. */
export interface LearntLoad {
  readonly atMs: number
  readonly ratios: PartRatios
}

/** A report that is farther off is no correction: its log lies, or is of another model, or our formula has a fault of its own. */
export const believable = { low: 0.8, high: 1.25 } as const

/**
 * No estimate is corrected by more. Of recorded runs no part that the engine prints was off by more than two hundredths
 * (`npm run eval -- runs`); where its graph is not known compute buffers are, by a tenth and more, and those are estimated too
 * large on purpose.
 */
export const correctable = { low: 0.9, high: 1.15 } as const

/** Of the last so many loads: an engine's settings change, and what was long ago counts no more. */
export const mostLoads = 8

/** As if so many loads had come to what was estimated: the first one moves the estimate by half, three by three quarters. */
const doubts = 1

export const isBelievable = (ratio: number): boolean =>
  ratio >= believable.low && ratio <= believable.high

/** By how much the next estimate is corrected. The middle of what was seen, so that one that is wrong among three moves nothing. */
export function correctionOf(loads: readonly LearntLoad[]): PartRatios {
  const last = loads.slice(-mostLoads)
  const names = new Set(last.flatMap(({ ratios }) => Object.keys(ratios)))
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const seen = last.flatMap(({ ratios }) =>
        Object.entries(ratios).flatMap(([part, ratio]) => (part === name ? [ratio] : [])),
      )
      const known = seen.filter(isBelievable)
      return known.length === 0 ? [] : [[name, shrunk(medianOf(known), known.length)]]
    }),
  )
}

function shrunk(ratio: number, count: number): number {
  const moved = 1 + ((ratio - 1) * count) / (count + doubts)
  return Math.min(correctable.high, Math.max(correctable.low, moved))
}

/** Of an even number the one that is nearer to what was estimated. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)] ?? 1,
    sorted[Math.floor(sorted.length / 2)] ?? 1,
  ]
  return Math.abs(Math.log(low)) <= Math.abs(Math.log(high)) ? low : high
}
