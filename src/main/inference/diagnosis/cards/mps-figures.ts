import type { LogFacts } from '../../../../shared/log-facts.ts'

/** Half a step of the printed figures, all four together. */
const roundingRatio = 0.005
/** Of what PyTorch holds itself: from here on the others are worth a word. */
const largeOtherRatio = 0.5

export type MpsRefusal =
  /** The limit of PyTorch left less than what was asked for. */
  | { readonly kind: 'limit'; readonly leftBytes: number }
  /** It left more: the device refused, or no piece was large enough. */
  | { readonly kind: 'device'; readonly leftBytes: number }
  /** The message names no limit: it was set to 0.0. */
  | { readonly kind: 'no-limit' }
  | { readonly kind: 'untold' }

// MPS backend out of memory (MPS allocated: 17.22 GB, other allocations: 576.00 KB, max allowed: 18.13 GB).
// Tried to allocate 1.02 GB on private pool.
/** Who refused, by allocated, other, allowed and asked (inference-logs.md §7.1). */
export function mpsRefusal(facts: LogFacts): MpsRefusal {
  const { allocatedBytes, otherBytes, maxAllowedBytes, triedBytes } = facts
  if (allocatedBytes === undefined || otherBytes === undefined) return { kind: 'untold' }
  // with a watermark of 0.0 the part `, max allowed` is missing
  if (maxAllowedBytes === undefined) return { kind: 'no-limit' }
  if (triedBytes === undefined) return { kind: 'untold' }
  const leftBytes = maxAllowedBytes - allocatedBytes - otherBytes
  const isLeft = triedBytes < leftBytes - maxAllowedBytes * roundingRatio
  return { kind: isLeft ? 'device' : 'limit', leftBytes: Math.max(0, leftBytes) }
}

/** Heaps that are half filled, or another user of Metal in the same process. */
export const isOtherLarge = ({ allocatedBytes, otherBytes }: LogFacts): boolean =>
  allocatedBytes !== undefined &&
  otherBytes !== undefined &&
  otherBytes > allocatedBytes * largeOtherRatio
