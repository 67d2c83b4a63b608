/** A figure at one instant. */
export interface Point {
  readonly atMs: number
  readonly bytes: number
}

/** How fast figures rise, as most pairs of them say. */
export interface Slope {
  readonly bytesPerSecond: number
  /** Half of the figures lie within this of the line. */
  noiseBytes(): number
  /** The range that it lies in, by so many standard deviations of the count of pairs that rise (Kendall). */
  range(deviations: number): SlopeRange
}

export interface SlopeRange {
  readonly low: number
  readonly high: number
}

/** 276 pairs: all that a tick can spare, and as sure as hundreds of points where each of these is a median. */
export const maxPoints = 24

/**
 * Theil–Sen: the median of the slopes of all pairs, which up to 29 % of outliers do not move, with Sen's range of it. Many points are
 * put together first. null: fewer than two instants.
 */
export function slopeOf(all: readonly Point[], most: number = maxPoints): Slope | null {
  const points = gathered(all, most)
  const pairs = pairSlopes(points)
  const count = pairs.length
  if (count === 0) return null
  const bytesPerSecond = middleOf(pairs)
  const n = points.length
  const deviation = Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const at = (rank: number): number =>
    pairs[Math.min(count - 1, Math.max(0, Math.round(rank)))] ?? bytesPerSecond
  return {
    bytesPerSecond,
    noiseBytes: () => medianOf(distancesFrom(points, bytesPerSecond)),
    range: (deviations) => {
      const half = (deviations * deviation) / 2
      return { low: at(count / 2 - half - 1), high: at(count / 2 + half) }
    },
  }
}

/** Ascending. */
function pairSlopes(points: readonly Point[]): Float64Array {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2)
  let count = 0
  points.forEach((later, index) => {
    for (let before = 0; before < index; before++) {
      const earlier = points[before] ?? later
      const spanMs = later.atMs - earlier.atMs
      if (spanMs > 0) slopes[count++] = ((later.bytes - earlier.bytes) / spanMs) * 1000
    }
  })
  return slopes.subarray(0, count).sort()
}

/** Equal spans of time, each as the middle of its points; few points stay as they are. */
export function gathered(points: readonly Point[], most: number): readonly Point[] {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined || points.length <= most) return points
  const spanMs = (last.atMs - first.atMs) / most
  const bins: Point[][] = Array.from({ length: most }, () => [])
  for (const point of points)
    bins[Math.min(most - 1, Math.floor((point.atMs - first.atMs) / spanMs))]?.push(point)
  return bins.flatMap((bin) =>
    bin.length === 0
      ? []
      : {
          atMs:
            bin.reduce((sum, { atMs }) => sum + (atMs - first.atMs), 0) / bin.length + first.atMs,
          bytes: medianOf(bin.map(({ bytes }) => bytes)),
        },
  )
}

/** Of each point from the line of this slope that leaves as many above it as below. */
export function distancesFrom(points: readonly Point[], bytesPerSecond: number): readonly number[] {
  const startMs = points[0]?.atMs ?? 0
  const flat = points.map(({ atMs, bytes }) => bytes - (bytesPerSecond * (atMs - startMs)) / 1000)
  const level = medianOf(flat)
  return flat.map((bytes) => Math.abs(bytes - level))
}

/** 0 of none. */
export const medianOf = (figures: readonly number[]): number =>
  middleOf(Float64Array.from(figures).sort())

function middleOf(sorted: Float64Array): number {
  const half = sorted.length / 2
  const upper = sorted[Math.floor(half)] ?? 0
  return Number.isInteger(half) ? (upper + (sorted[half - 1] ?? upper)) / 2 : upper
}
