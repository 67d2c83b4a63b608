import { distancesFrom, medianOf, type Point } from './slope.ts'

/** Nothing that is smaller stands out: caches and queues move by as much from one second to the next. */
const leastStepBytes = 128e6
/** A move that is this many times the usual one stands out (1.48 × the median distance is one standard deviation). */
const stepTimes = 4 * 1.48
/** What stands out is rare. */
const rareShare = 1 / 6
/** So many falls are no accident any more: memory that is taken in blocks goes like this. */
const fallsOfGrowth = 3
/** What comes back at once tells more than what is lost before it and after, unless that is so many times as much. */
const lossOverRise = 3

/**
 * Points without what moved them all at once (a model is loaded, an app has ended, a file's cache is given back): those before such a
 * step are set to go on into those behind it. Where step follows step, down and down again, that is how it goes. What has come back
 * at once makes the loss before it undone: then only what is behind it counts.
 */
export function withoutSteps(points: readonly Point[]): readonly Point[] {
  const moves = movesOf(points)
  const usual = medianOf(moves)
  const spread = medianOf(moves.map((move) => Math.abs(move - usual)))
  const least = Math.max(leastStepBytes, stepTimes * spread)
  const isStep = (move: number): boolean => Math.abs(move - usual) > least
  const steps = moves.filter(isStep)
  const falls = steps.filter((move) => move < usual).length
  const isGrowth = falls >= Math.max(fallsOfGrowth, 2 * (steps.length - falls))
  if (steps.length === 0 || steps.length > Math.max(1, moves.length * rareShare) || isGrowth)
    return points
  const shifts = moves.map((move) => (isStep(move) ? move - usual : 0))
  const level = joined(points, shifts)
  const lossBytes = Math.max(0, (level[0]?.bytes ?? 0) - (level.at(-1)?.bytes ?? 0))
  const risenBytes = shifts.reduce((sum, shift) => sum + shift, 0)
  if (lossBytes >= lossOverRise * risenBytes) return level
  const lastRise = shifts.findLastIndex((shift) => shift > 0)
  return withoutSteps(points.slice(lastRise + 1))
}

const movesOf = (points: readonly Point[]): readonly number[] =>
  points.slice(1).map(({ bytes }, index) => bytes - (points[index]?.bytes ?? bytes))

/** `shifts`: behind each point but the last. */
function joined(points: readonly Point[], shifts: readonly number[]): readonly Point[] {
  let shiftBytes = 0
  return points.map(({ atMs, bytes }, index) => {
    shiftBytes += shifts[index - 1] ?? 0
    return { atMs, bytes: bytes - shiftBytes }
  })
}

/** A step lies nearer to the points than a line where its distance to them is less than this share of the line's. */
const nearer = 0.85
/** Fewer points on one side are outliers. */
const leastSide = 3

/** Whether they are told better by one step between two levels than by the line of this slope. */
export function isStepped(points: readonly Point[], bytesPerSecond: number): boolean {
  const line = sumOf(distancesFrom(points, bytesPerSecond))
  for (let at = leastSide; at <= points.length - leastSide; at++) {
    const before = sumOf(distancesFrom(points.slice(0, at), 0))
    if (before + sumOf(distancesFrom(points.slice(at), 0)) < nearer * line) return true
  }
  return false
}

const sumOf = (figures: readonly number[]): number => figures.reduce((sum, one) => sum + one, 0)
