import type { Gpu, Limit } from '../../shared/snapshot.ts'
import { freshOf } from './fresh.ts'
import type { Unjudged } from './rule.ts'

/** Windows and caches breathe by about so much of the limit. */
const exactSlackRatio = 0.01
/** The rule by RAM and macOS is off by no more than that where it was held against recorded machines (macos-sources §5). */
const estimatedSlackRatio = 0.1

/**
 * `high`: more is in use than the limit, by more than what is noise in it; `low`: so little that it is over. null: it is not
 * known.
 */
export function pastLimitLevel(
  snapshot: Pick<Unjudged, 'gpu' | 'limit'>,
): 'high' | 'between' | 'low' | null {
  const [gpu, limit] = [freshOf(snapshot.gpu), freshOf(snapshot.limit)]
  if (gpu === null || limit === null || gpu.beyondLimitBytes === null) return null
  const slackBytes = (limit.isEstimated ? estimatedSlackRatio : exactSlackRatio) * limit.limitBytes
  if (gpu.beyondLimitBytes > slackBytes) return 'high'
  return gpu.beyondLimitBytes > slackBytes / 2 ? 'between' : 'low'
}

/** Our own lines: a quarter past the limit, or nine tenths of RAM that cannot move, little is left for macOS itself. */
const farPastRatio = 1.25
const panicRamShare = 0.9

/** So much on the GPU that not only the engine is at risk (peers §0.2: `IOGPUMemory.cpp` panics, forced reboots). */
export function mayPanic(
  wantedBytes: number,
  { gpu, limit, ramBytes }: { gpu: Gpu; limit: Limit; ramBytes: number | null },
): boolean {
  const isFar = wantedBytes >= farPastRatio * limit.limitBytes
  return gpu.isUnified && (isFar || (ramBytes !== null && wantedBytes >= panicRamShare * ramBytes))
}
