import type { LogFacts } from '../../../shared/log-facts.ts'
import { baseName } from '../../../shared/base-name.ts'
import { correctedNeed } from '../../inference/estimate/corrected-need.ts'
import type { Correction } from '../../inference/estimate/learnt-need.ts'
import { basisOf, type Need, type NeedPart } from '../../inference/estimate/need.ts'
import { isBelievable } from '../../history/learnt/correction.ts'

export type Ratios = Correction['ratios']

/**
 * Tensors are as large as their file says, and caches as their formula: of recorded runs none was farther off than that. What comes
 * to much less or more is another model, or run with other options.
 */
const exactly = { low: 0.95, high: 1.05 } as const
/** Two digits of a MiB, of the lines of some devices and shards. */
const printedBytes = 16 * 2 ** 10

/**
 * What a load came to, part by part, against what was estimated for it: of what its engine has printed, nothing else. null: nothing
 * can be learnt of it. Compute buffers depend on the context, the batch and flash attention, and so would what they are off by;
 * held against recorded loads, a ratio carries over to other options better than bytes that are added (`npm run eval -- learning`).
 */
export function reportedRatios(base: Need, facts: LogFacts, path: string | null): Ratios | null {
  const { modelPath } = facts
  const isAnother =
    modelPath !== undefined && path !== null && baseName(modelPath) !== baseName(path)
  const basis = basisOf(base)
  if (isAnother || basis === 'unknown' || basis === 'guess') return null
  const reported = correctedNeed(base, facts)
  const ratios = base.parts.flatMap((part, index): readonly (readonly [string, number])[] => {
    const now = reported.parts[index]
    if (now === undefined || now === part || part.bytes === 0) return []
    return [[`${part.name}Bytes`, ratioOf(part, now)]]
  })
  const { weightsBytes, computeBytes, ...others }: Ratios = Object.fromEntries(ratios)
  // its weights say that it is this model; compute buffers are printed last: without them it is not all there
  const isTold = weightsBytes !== undefined && computeBytes !== undefined
  if (!isTold || weightsBytes < exactly.low || weightsBytes > exactly.high) return null
  const told = Object.entries({ weightsBytes, computeBytes, ...others })
  return Object.fromEntries(told.filter(([key, ratio]) => isBelieved(base, key, ratio)))
}

/** Of a part that is reckoned exactly less is believed. */
function isBelieved({ parts }: Need, key: string, ratio: number): boolean {
  const isExact = parts.some(({ name, basis }) => `${name}Bytes` === key && basis === 'exact')
  return isExact ? ratio >= exactly.low && ratio <= exactly.high : isBelievable(ratio)
}

const ratioOf = (base: NeedPart, { bytes }: NeedPart): number =>
  Math.abs(bytes - base.bytes) <= printedBytes ? 1 : bytes / base.bytes
