import { farthestReach, leastLossBytes, type Trend } from './trend.ts'
import { medianOf, type Point } from './slope.ts'

/**
 * A cache that grows by a whole block at a time (MLX takes 256 tokens of each of its texts at once: half a gigabyte each minute) goes
 * down like stairs: for most of its time it stands still, and no slope of three minutes is in it.
 */
export interface Stairs {
  step(point: Point, roomBytes: number): StairsTrend | null
  /** What was before says nothing any more. */
  restart(): void
}

export interface StairsTrend extends Trend {
  readonly stepBytes: number
}

interface Mark extends Point {
  /** When it began to fall to here. */
  readonly sinceMs: number
}

/** The rest of the last minutes; with steps a minute and a half apart these are six of them. */
const keptMs = 600_000
/** A step lasts no longer than this: texts that are written side by side fill their blocks one after the other. */
const stepMs = 20_000
/** Nothing that is smaller is looked at: programs breathe by as much. */
const leastFallBytes = 32e6
/** Two may be an accident: a file that was opened, and another one. */
const leastSteps = 3
/** A burst is over within this. */
const leastSpanMs = 60_000
/** A step is no smaller than the largest by more than this, a pause no longer than the usual one, and no half of it faster than the other. */
const likeTimes = 3
/** Where the next step is later than a usual pause, and this, none comes. */
const slackMs = 10_000
/** In standard deviations: nine of ten. */
const nineOfTen = 1.645
/** No pace is better known than this, and of none is less known. */
const leastUnsure = 0.1
const mostUnsure = 0.6
/** A step is more than chance: it is so many times what readings usually are off by. */
const noiseTimes = 2.5
/** How much of that each reading tells. */
const noiseShare = 0.1
/** Readings of before that the last is held against: one alone that falls and comes back is a misreading. */
const readingsHeld = 3

export function createStairs(): Stairs {
  let marks: readonly Mark[] = []
  let latest: readonly Point[] = []
  let found: Run | null = null
  let noiseBytes = 0

  const restart = (): void => {
    marks = []
    latest = []
    found = null
    noiseBytes = 0
  }

  return {
    restart,
    step: (point, roomBytes) => {
      latest = [...latest, point].slice(-readingsHeld)
      const now = { atMs: point.atMs, bytes: medianOf(latest.map(({ bytes }) => bytes)) }
      // a step is off once, and is no noise
      const offBytes = Math.min(Math.abs(point.bytes - now.bytes), leastFallBytes + 4 * noiseBytes)
      noiseBytes += noiseShare * (offBytes - noiseBytes)
      const next = withPoint(marks, now, found)
      if (next !== marks) {
        marks = next
        found = runIn(marks)
      }
      return found === null || found.usualBytes < noiseTimes * noiseBytes
        ? null
        : trendOf(found, now.atMs, roomBytes)
    },
  }
}

/** The lowest that it has been, time after time. What comes back begins anew: it was no growth. */
function withPoint(marks: readonly Mark[], now: Point, found: Run | null): readonly Mark[] {
  const last = marks.at(-1)
  const fresh = [{ ...now, sinceMs: now.atMs }]
  if (last === undefined) return fresh
  const before = marks.at(-2)
  const backBytes = Math.max(2 * leastFallBytes, found?.usualBytes ?? lastStepOf(before, last))
  if (now.bytes >= last.bytes + backBytes) return fresh
  // until it falls, it stands at its highest
  if (before === undefined && now.bytes >= last.bytes) return fresh
  const isSameStep = before !== undefined && now.atMs - last.sinceMs <= stepMs
  if (isSameStep ? now.bytes < last.bytes : now.bytes <= last.bytes - leastFallBytes) {
    const sinceMs = isSameStep ? last.sinceMs : now.atMs
    const kept = isSameStep ? marks.slice(0, -1) : marks
    return [...kept.filter(({ atMs }) => now.atMs - atMs <= keptMs), { ...now, sinceMs }]
  }
  return marks
}

const lastStepOf = (before: Mark | undefined, last: Mark): number =>
  before === undefined ? 0 : before.bytes - last.bytes

/** Steps of like size at like distances. */
interface Run {
  readonly firstAtMs: number
  readonly lastAtMs: number
  readonly pauseMs: number
  readonly usualBytes: number
  /** Between the first and the last. */
  readonly fallenBytes: number
  /** With the first. */
  readonly lossBytes: number
  /** Of its pace, for nine of ten. */
  readonly unsureShare: number
}

/** The last marks, as many as are of one kind; null: fewer than three steps are. */
function runIn(marks: readonly Mark[]): Run | null {
  let rest = marks
  while (rest.length > leastSteps) {
    const thick = thickOf(rest)
    const from = brokenAt(thick)
    if (from === null) return runOf(thick)
    const [after] = thick.slice(from)
    rest = rest.filter(({ atMs }) => after !== undefined && atMs >= after.atMs)
  }
  return null
}

/** Without those that the largest are many times as high as: what falls there falls with the next. */
function thickOf(marks: readonly Mark[]): readonly Mark[] {
  const most = marks
    .slice(1)
    .reduce((size, { bytes }, index) => Math.max(size, (marks[index]?.bytes ?? bytes) - bytes), 0)
  const [first, ...rest] = marks
  let top = first?.bytes ?? 0
  const thick = rest.filter(({ bytes }) => {
    const isThick = top - bytes >= most / likeTimes
    if (isThick) top = bytes
    return isThick
  })
  return first === undefined ? [] : [first, ...thick]
}

/** The place of the mark from which on they may be of one kind; null: all of them are. */
function brokenAt(marks: readonly Mark[]): number | null {
  if (marks.length <= leastSteps) return 1
  const pauses = pausesOf(marks)
  const usualMs = medianOf(pauses)
  const longest = pauses.findLastIndex((pauseMs) => pauseMs > likeTimes * usualMs)
  if (longest >= 0) return longest + 1
  // a prompt is read much faster than an answer is written
  const middle = Math.floor(marks.length / 2)
  const [fast = 0, slow = 0] = [paceOf(marks.slice(1, middle + 1)), paceOf(marks.slice(middle))]
  return Math.max(fast, slow) > likeTimes * Math.min(fast, slow) ? middle : null
}

/** From the first of them to the last, in bytes a millisecond. */
function paceOf(marks: readonly Mark[]): number {
  const [first] = marks
  const last = marks.at(-1)
  if (first === undefined || last === undefined) return 0
  return (first.bytes - last.bytes) / Math.max(1, last.sinceMs - first.sinceMs)
}

/** The first mark stands where nothing had fallen yet. */
const pausesOf = (marks: readonly Mark[]): readonly number[] =>
  marks.slice(2).map(({ sinceMs }, index) => sinceMs - (marks[index + 1]?.sinceMs ?? sinceMs))

function runOf(marks: readonly Mark[]): Run | null {
  const [top, first] = marks
  const last = marks.at(-1)
  if (top === undefined || first === undefined || last === undefined) return null
  const spanMs = last.sinceMs - first.sinceMs
  if (spanMs < leastSpanMs) return null
  const fallenBytes = first.bytes - last.bytes
  const falls = marks.slice(2).map(({ bytes }, index) => (marks[index + 1]?.bytes ?? bytes) - bytes)
  const paces = pausesOf(marks).map((pauseMs, index) => (falls[index] ?? 0) / pauseMs)
  return {
    firstAtMs: first.sinceMs,
    lastAtMs: last.sinceMs,
    pauseMs: medianOf(pausesOf(marks)),
    usualBytes: fallenBytes / falls.length,
    fallenBytes,
    lossBytes: top.bytes - last.bytes,
    unsureShare: Math.min(mostUnsure, Math.max(leastUnsure, unsureShareOf(paces))),
  }
}

function unsureShareOf(paces: readonly number[]): number {
  const mean = paces.reduce((sum, pace) => sum + pace, 0) / paces.length
  const squares = paces.reduce((sum, pace) => sum + (pace - mean) ** 2, 0)
  return (nineOfTen * Math.sqrt(squares / paces.length / paces.length)) / mean
}

/** What is late is slower by as much, and what is far too late has stopped. */
function trendOf(run: Run, nowMs: number, roomBytes: number): StairsTrend | null {
  const lateMs = Math.max(0, nowMs - run.lastAtMs - run.pauseMs)
  if (lateMs > run.pauseMs + slackMs) return null
  if (run.lossBytes < Math.max(leastLossBytes, roomBytes / farthestReach)) return null
  const bytesPerSecond = (run.fallenBytes / (run.lastAtMs + lateMs - run.firstAtMs)) * 1000
  // the end comes with the step that takes the last of it
  const steps = Math.max(1, Math.ceil(roomBytes / run.usualBytes))
  const endsInMs = Math.max(0, steps * run.pauseMs + lateMs - (nowMs - run.lastAtMs))
  const untilEndBytes = (bytesPerSecond * endsInMs) / 1000
  return {
    bytesPerSecond,
    lowBytesPerSecond: bytesPerSecond * (1 - run.unsureShare),
    highBytesPerSecond: bytesPerSecond * (1 + run.unsureShare),
    moreBytes: Math.max(0, untilEndBytes - roomBytes),
    lessBytes: Math.max(0, roomBytes - untilEndBytes),
    sinceMs: run.firstAtMs,
    untilMs: nowMs,
    isSure: false,
    stepBytes: run.usualBytes,
  }
}
