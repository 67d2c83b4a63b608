import { maxPoints, medianOf, slopeOf, type Point, type Slope, type SlopeRange } from './slope.ts'

/** The last points, as many of them as are of one slope. */
export interface OneSlope {
  readonly points: readonly Point[]
  readonly slope: Slope
  /** Half of the points lie within this of its line, as far as few points can tell. */
  readonly noiseBytes: number
}

/** The longest span that is of one slope is believed: the shortest tells first, the longest best. */
export const spansMs = [14_000, 20_000, 32_000, 50_000, 80_000, 120_000, 180_000] as const
/** Timers fire a little early. */
export const slackMs = 600
/** Fewer say nothing, however far they lie apart. */
const leastReadings = 6
/** In standard deviations: the slopes of all spans must lie within so many of one. */
const agreeing = 3.5
/** Beside what noise makes of it: no program grows by the clock. */
const unevenShare = 0.05

/** Standard deviations in a median distance. */
const perMedian = 1.48

/** Ever longer spans, until one has another slope (the intersection of their ranges is empty), or began with another. */
export function longestOfOneSlope(points: readonly Point[]): OneSlope | null {
  const nowMs = points.at(-1)?.atMs ?? 0
  const noiseBytes = quickNoiseOf(points)
  let common: SlopeRange = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
  let longest: Omit<OneSlope, 'noiseBytes'> | null = null
  for (const spanMs of spansMs) {
    const part = points.filter(({ atMs }) => nowMs - atMs <= spanMs + slackMs)
    if (part.length < leastReadings || part.length === longest?.points.length) continue
    const slope = slopeOf(part)
    if (slope === null || !beganAlike(part, slope.bytesPerSecond)) continue
    const { bytesPerSecond } = slope
    const half = agreeing * errorOf(part, noiseBytes) + unevenShare * Math.abs(bytesPerSecond)
    common = {
      low: Math.max(common.low, bytesPerSecond - half),
      high: Math.min(common.high, bytesPerSecond + half),
    }
    if (common.low > common.high) break
    longest = { points: part, slope }
  }
  if (longest === null) return null
  const { points: found, slope } = longest
  return { ...longest, noiseBytes: Math.max(slope.noiseBytes(), noiseIn(found, noiseBytes)) }
}

/** Of as many medians as a slope is made of: few of them may lie on a line by accident. */
const noiseIn = (points: readonly Point[], noiseBytes: number): number =>
  noiseBytes / perMedian / Math.sqrt(Math.max(1, points.length / maxPoints))

/** One standard deviation of a reading, by how far each lies from the line between its neighbours: no trend is in that. */
function quickNoiseOf(points: readonly Point[]): number {
  const distances = points.slice(2).map((after, index) => {
    const before = points[index] ?? after
    const middle = points[index + 1] ?? after
    const share = (middle.atMs - before.atMs) / Math.max(1, after.atMs - before.atMs)
    return Math.abs(middle.bytes - before.bytes - share * (after.bytes - before.bytes))
  })
  // the variance of a point and of half of each neighbour: 1 + 1/4 + 1/4
  return (perMedian * medianOf(distances)) / Math.sqrt(1.5)
}

/** One standard deviation of the slope of so many even readings. */
function errorOf(points: readonly Point[], noiseBytes: number): number {
  const spanMs = (points.at(-1)?.atMs ?? 0) - (points[0]?.atMs ?? 0)
  return (noiseBytes * Math.sqrt(12 / points.length) * 1000) / Math.max(1, spanMs)
}

/** What stood still first, and fell then, is not of one slope. */
function beganAlike(points: readonly Point[], bytesPerSecond: number): boolean {
  const [first] = points
  const thirdMs = ((points.at(-1)?.atMs ?? 0) - (first?.atMs ?? 0)) / 3
  const third = points.filter(({ atMs }) => atMs - (first?.atMs ?? 0) <= thirdMs)
  const slope = slopeOf(
    third.length >= leastThird ? third : points.slice(0, leastThird),
    thirdPoints,
  )
  return slope === null || slope.range(unlikely).low <= bytesPerSecond / 2
}

/** Points in a third of a span. */
export const leastThird = 3
export const thirdPoints = 12
/** In standard deviations: where a third that goes on would hardly ever seem to stand still. */
export const unlikely = 2.2
