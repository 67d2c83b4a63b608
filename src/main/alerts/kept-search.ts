import { keyOf } from '../../shared/relief-text.ts'
import type { ReliefCandidate } from '../../shared/relief.ts'

type Steps = readonly ReliefCandidate[]

/** What is looked for, and what that is made of. */
export interface Sought {
  /** What lacks; of one that lacks the same `width` tells apart how it is held against it. */
  readonly key: string
  readonly width: string
  /** What is missing, on each line. */
  readonly missing: readonly number[]
  /** What is missing, or what one gives back, may move by so much. */
  readonly margin: number
  readonly candidates: Steps
  readonly areEnough: (steps: Steps) => boolean
  readonly search: () => Steps
}

export interface KeptSearch {
  best(sought: Sought): Steps
  forget(): void
}

interface Kept {
  readonly sought: Sought
  readonly steps: readonly string[]
  /** All of them together would do. */
  readonly canBeEnough: boolean
}

/** A finer change of its harm is one of its age (relief/harm.ts goes in such steps). */
const harmMargin = 0.25

/** A search takes some milliseconds and figures breathe with each tick: it is made anew when they have moved. */
export function createKeptSearch(): KeptSearch {
  const kept = new Map<string, Kept>()
  return {
    forget: () => kept.clear(),
    best: (sought) => {
      const before = kept.get(sought.width)
      const again = before === undefined ? null : stillGood(before, sought)
      if (again !== null) return again
      const steps = sought.search()
      const canBeEnough = sought.areEnough(sought.candidates)
      kept.set(sought.width, { sought, steps: steps.map(keyOf), canBeEnough })
      return steps
    },
  }
}

/** As they are now; null: what they were found by has moved, or they are not enough any more, or one is not needed. */
function stillGood({ sought: before, steps, canBeEnough }: Kept, now: Sought): Steps | null {
  if (before.key !== now.key || !areNear(before.missing, now.missing, now.margin)) return null
  const byKey = new Map(now.candidates.map((one) => [keyOf(one), one]))
  if (byKey.size !== before.candidates.length) return null
  for (const one of before.candidates)
    if (!isAlike(one, byKey.get(keyOf(one)), now.margin)) return null
  const again = steps.flatMap((key) => byKey.get(key) ?? [])
  if (canBeEnough !== now.areEnough(now.candidates)) return null
  if (!canBeEnough) return again
  const isNeedless = again.some((one) => now.areEnough(again.filter((other) => other !== one)))
  return now.areEnough(again) && !isNeedless ? again : null
}

/** A line on which nothing was missing is another matter. */
const areNear = (a: readonly number[], b: readonly number[], margin: number): boolean =>
  a.every((one, at) => {
    const other = b[at] ?? 0
    return one > 0 === other > 0 && Math.abs(one - other) <= margin
  })

const isAlike = (
  before: ReliefCandidate,
  now: ReliefCandidate | undefined,
  margin: number,
): boolean =>
  now !== undefined &&
  Math.abs(now.harm - before.harm) <= harmMargin &&
  areNear(givesOf(before), givesOf(now), margin)

const givesOf = ({ gpuBytes, ramBytes, gpuRatio }: ReliefCandidate): readonly number[] => [
  gpuBytes,
  ramBytes,
  gpuRatio ?? 0,
]
