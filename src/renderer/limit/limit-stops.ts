import type { RaiseBounds } from '../../shared/limit-raise.ts'

const gib = 2 ** 30

/** What the slider stops at: each whole GiB within the bounds, the most, and where the calm zone ends. */
export function limitStops({ leastBytes, mostBytes, calmBytes }: RaiseBounds): readonly number[] {
  const first = Math.ceil(leastBytes / gib)
  const count = Math.max(0, Math.floor(mostBytes / gib) - first + 1)
  const whole = Array.from({ length: count }, (_, index) => (first + index) * gib)
  const marks = calmBytes === null ? [mostBytes] : [calmBytes, mostBytes]
  return [...new Set([...whole, ...marks])].toSorted((a, b) => a - b)
}

/**
 * The last stop that is not above what is wanted. Without a wish the end of the calm zone, else half way: the most is for whoever
 * slides there.
 */
export function limitStopAt(
  stops: readonly number[],
  wantedBytes: number | null,
  calmBytes: number | null,
): number {
  const aim = wantedBytes ?? calmBytes
  const at = aim === null ? -1 : stops.findLastIndex((stop) => stop <= aim)
  const isPreset = wantedBytes === null && at >= 0 && at < stops.length - 1
  if (wantedBytes !== null || isPreset) return Math.max(0, at)
  return Math.max(0, Math.floor((stops.length - 1) / 2))
}
