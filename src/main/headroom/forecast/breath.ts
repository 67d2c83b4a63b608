import { gathered, type Point } from './slope.ts'

/** Over three minutes: points of two or three seconds, of which noise is no breath. */
const breathPoints = 72
/** A fall has been recovered when this share of it has come back. */
const recovered = 0.5
const leastFallBytes = 32e6

/**
 * How deep the figures fall and come back by themselves: caches that are filled and given back. The second deepest, for once may be
 * a program that grew and has ended. 0 where they do not.
 */
export function breathOf(points: readonly Point[]): number {
  const falls: number[] = []
  let top = Number.NEGATIVE_INFINITY
  let bottom = Number.POSITIVE_INFINITY
  for (const { bytes } of gathered(withoutOutliers(points), breathPoints)) {
    const fallBytes = top - bottom
    const hasRecovered = bytes - bottom >= recovered * fallBytes
    if (fallBytes >= leastFallBytes && hasRecovered) falls.push(fallBytes)
    if (bytes >= top || (fallBytes >= leastFallBytes && hasRecovered)) {
      top = bytes
      bottom = bytes
    }
    bottom = Math.min(bottom, bytes)
  }
  return falls.toSorted((a, b) => b - a)[1] ?? 0
}

/** Each as the middle of itself and its neighbours: one alone that falls and comes back is a misreading. */
const withoutOutliers = (points: readonly Point[]): readonly Point[] =>
  points.map((point, index) => {
    const before = points[index - 1]?.bytes ?? point.bytes
    const after = points[index + 1]?.bytes ?? point.bytes
    const low = Math.min(before, after)
    return { ...point, bytes: Math.max(low, Math.min(point.bytes, Math.max(before, after))) }
  })
