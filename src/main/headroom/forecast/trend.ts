import { breathOf } from './breath.ts'
import {
  leastThird,
  longestOfOneSlope,
  slackMs,
  spansMs,
  thirdPoints,
  unlikely,
  type OneSlope,
} from './one-slope.ts'
import { gathered, slopeOf, type Point } from './slope.ts'
import { isStepped, withoutSteps } from './steps.ts'

/** How a room shrinks. */
export interface Trend {
  /** Above 0. */
  readonly bytesPerSecond: number
  /** The range that it lies in nine times of ten; low is above 0. */
  readonly lowBytesPerSecond: number
  readonly highBytesPerSecond: number
  /** By how much more, or less, than the room of now may go until it ends, nine times of ten. */
  readonly moreBytes: number
  readonly lessBytes: number
  readonly sinceMs: number
  readonly untilMs: number
  /** It goes on as it began, for long enough. */
  readonly isSure: boolean
}

/** Less is lost and found all the time: MemAvailable and file-backed pages move by hundreds of megabytes. */
export const leastLossBytes = 256e6
/** What has gone tells of no more than so many times as much: 1 GB of 20. */
export const farthestReach = 20
/** It must be more than what comes back by itself. */
const breathTimes = 1.25
/** And than the noise around it: seven times the median distance is five standard deviations. */
const noiseTimes = 7
/** Once told, half of that will do: at a limit it would come and go. */
const toldShare = 0.5
/** A step shows in few points as well. */
const stepPoints = 12

/** In standard deviations: nine of ten. */
const nineOfTen = 1.645
/** Nine readings of ten lie within so many median distances. */
const nineOfTenNoise = nineOfTen * 1.48

/** Sure: watched for so long, in a range so narrow, and no less gone than a part of what is left: an app that opens takes 5 GB of 40. */
const sureSpanMs = 20_000
const sureRangeShare = 0.5
const sureReach = 5

/**
 * How the room shrinks now, by the readings of the last minutes; null: it does not, as far as can be told. `roomBytes`: what is
 * left; `wasTold`: it shrank a moment ago.
 */
export function trendOf(
  points: readonly Point[],
  roomBytes: number,
  wasTold: boolean,
): Trend | null {
  const share = wasTold ? toldShare : 1
  if (mostLossOf(points) < leastLossBytes * share) return null
  const found = longestOfOneSlope(withoutSteps(points))
  if (found === null) return null
  const { slope } = found
  const spanMs = lengthOf(found)
  if (spanMs < spansMs[0] - slackMs) return null
  const lossBytes = (-slope.bytesPerSecond * spanMs) / 1000
  const leastBytes = Math.max(
    leastLossBytes,
    roomBytes / farthestReach,
    noiseTimes * found.noiseBytes,
  )
  if (lossBytes < leastBytes * share || lossBytes < breathTimes * breathOf(points)) return null
  // what goes on shows its steps by standing still
  if (!wasTold && isStepped(gathered(found.points, stepPoints), slope.bytesPerSecond)) return null
  return trendIn(found, lossBytes >= roomBytes / sureReach)
}

/** However it is reckoned, no more has gone. Most of the time that is nothing, and all else is spared. */
function mostLossOf(points: readonly Point[]): number {
  let most = Number.NEGATIVE_INFINITY
  for (const { bytes } of points) most = Math.max(most, bytes)
  const last = points.slice(-leastThird)
  return last.reduce((loss, { bytes }) => Math.max(loss, most - bytes), 0)
}

const lengthOf = ({ points }: OneSlope): number =>
  (points.at(-1)?.atMs ?? 0) - (points[0]?.atMs ?? 0)

/** What slows down is no more than what it is by now, and what has stopped is none. */
function trendIn(found: OneSlope, isMuch: boolean): Trend | null {
  const { points, slope } = found
  const untilMs = points.at(-1)?.atMs ?? 0
  const spanMs = lengthOf(found)
  const lately = slopeOf(lastThirdOf(points, spanMs / 3), thirdPoints)
  if (lately === null) return null
  const { low, high } = slope.range(nineOfTen)
  // of a room: what falls fastest is the lowest
  const fastestLately = -lately.range(unlikely).low
  const whole = -slope.bytesPerSecond
  // where it may as well stand still, no end can be said
  if (fastestLately < whole / 2 || high >= 0) return null
  const bytesPerSecond = Math.min(whole, fastestLately)
  const lowBytesPerSecond = Math.min(-high, bytesPerSecond)
  const highBytesPerSecond = Math.max(-low, bytesPerSecond)
  const isNarrow = highBytesPerSecond - lowBytesPerSecond <= sureRangeShare * bytesPerSecond
  return {
    bytesPerSecond,
    lowBytesPerSecond,
    highBytesPerSecond,
    moreBytes: nineOfTenNoise * found.noiseBytes,
    lessBytes: nineOfTenNoise * found.noiseBytes,
    sinceMs: untilMs - spanMs,
    untilMs,
    isSure: isMuch && isNarrow && bytesPerSecond === whole && spanMs >= sureSpanMs - slackMs,
  }
}

function lastThirdOf(points: readonly Point[], thirdMs: number): readonly Point[] {
  const nowMs = points.at(-1)?.atMs ?? 0
  const third = points.filter(({ atMs }) => nowMs - atMs <= thirdMs)
  return third.length >= leastThird ? third : points.slice(-leastThird)
}
