import { spansMs } from './one-slope.ts'
import { createStairs, type StairsTrend } from './stairs.ts'
import { trendOf, type Trend } from './trend.ts'
import type { Point } from './slope.ts'

/** Readings that lie further apart are of another time: the machine slept. */
export const maxGapMs = 90_000
/** Of one a second there are 180 in the longest span; what comes sooner takes the place of the last. */
const leastEveryMs = 900
/** What falls by more than this many steps at once falls faster than they do. */
const stepsOfSlope = 1.5
const longestSpanMs = spansMs[spansMs.length - 1] ?? 0

/** What is left on one line, as it was read. */
export interface LineReading extends Point {
  /** The line itself (a limit): another one begins anew. */
  readonly lineBytes: number
  /** No less than 0, and without what is set aside. */
  readonly roomBytes: number
}

/** How the room of one line shrinks, one reading after the other; a repeated one is none. null: nothing is read, or it does not. */
export interface LineTrend {
  step(reading: LineReading | null): Trend | null
  /** What was before says nothing any more. */
  restart(): void
}

export function createLineTrend(): LineTrend {
  let points: readonly Point[] = []
  let lineBytes: number | null = null
  const stairs = createStairs()
  let slope: Trend | null = null
  let trend: Trend | null = null

  const restart = (): void => {
    points = []
    slope = null
    trend = null
    stairs.restart()
  }

  return {
    restart,
    step: (reading) => {
      if (reading === null) return null
      const { atMs, bytes } = reading
      const last = points.at(-1)
      if (atMs === last?.atMs) return trend
      const isOther = reading.lineBytes !== lineBytes
      lineBytes = reading.lineBytes
      // also where the clock was set back
      if (isOther || (last !== undefined && (atMs < last.atMs || atMs - last.atMs > maxGapMs)))
        restart()
      points = [...kept(points, atMs), { atMs, bytes }]
      slope = trendOf(points, reading.roomBytes, slope !== null)
      const down = stairs.step({ atMs, bytes }, reading.roomBytes)
      trend = slope === null || isOneStep(slope, down) ? down : slope
      return trend
    },
  }
}

/** What the slope of the last seconds sees, where the room goes down like stairs: no more than the next step. */
const isOneStep = (
  { bytesPerSecond, sinceMs, untilMs }: Trend,
  down: StairsTrend | null,
): boolean =>
  down !== null && (bytesPerSecond * (untilMs - sinceMs)) / 1000 < stepsOfSlope * down.stepBytes

/** The last one goes where it is hardly older than the next, and all that are too old to count. */
function kept(points: readonly Point[], nowMs: number): readonly Point[] {
  const beforeMs = points.at(-2)?.atMs ?? Number.NEGATIVE_INFINITY
  const isDense = points.length > 1 && (points.at(-1)?.atMs ?? nowMs) - beforeMs < leastEveryMs
  const whole = isDense ? points.slice(0, -1) : points
  return whole.filter(({ atMs }) => nowMs - atMs <= longestSpanMs + leastEveryMs)
}
