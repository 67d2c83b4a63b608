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

/** The last stop that is not above what is wanted; without a wish the end of the calm zone, else the least. */
export function limitStopAt(
  stops: readonly number[],
  wantedBytes: number | null,
  calmBytes: number | null,
): number {
  const aim = wantedBytes ?? calmBytes
  if (aim === null) return 0
  return Math.max(
    0,
    stops.findLastIndex((stop) => stop <= aim),
  )
}
