import type { Relief, ReliefCandidate } from '../../../shared/relief.ts'

/** Models that do nothing, of servers that go on: asked for again, they are loaded again. */
const isIdleModel = ({ kind, isSafe, risk }: ReliefCandidate): boolean =>
  kind === 'unload' && isSafe && risk === null

/**
 * The steps of a Relief where idle models alone are enough: its own, else the most useful ones; null: they are not. `mayGo`: it has
 * idled for long enough to be let go with nobody being asked.
 */
export function idleSteps(
  { have, isEnough, steps, candidates }: Relief,
  mayGo: (candidate: ReliefCandidate) => boolean,
): readonly ReliefCandidate[] | null {
  if (have === null || have.line === 'gpu-time') return null
  const goes = (one: ReliefCandidate): boolean => isIdleModel(one) && mayGo(one)
  if (isEnough && steps.length > 0 && steps.every(goes)) return steps
  const { gpuGapBytes, ramGapBytes } = have
  const areEnough = (some: readonly ReliefCandidate[]): boolean =>
    sumOf(some, ({ gpuBytes }) => gpuBytes) >= gpuGapBytes &&
    sumOf(some, ({ ramBytes }) => ramBytes) >= ramGapBytes
  const idle = candidates.filter(goes)
  if (idle.length === 0 || !areEnough(idle)) return null
  // the least useful go out first where the others are enough without them
  return idle.toReversed().reduce<readonly ReliefCandidate[]>((kept, one) => {
    const without = kept.filter((other) => other !== one)
    return areEnough(without) ? without : kept
  }, idle)
}

const sumOf = (
  some: readonly ReliefCandidate[],
  bytesOf: (one: ReliefCandidate) => number,
): number => some.reduce((sum, one) => sum + bytesOf(one), 0)
