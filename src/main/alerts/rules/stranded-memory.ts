import type { Known, Wired } from '../../../shared/snapshot.ts'
import { formatBytes, formatSpan } from '../../../shared/units.ts'
import { holdAsChosen } from '../chosen-hold.ts'
import { createEndings, hasUntoldHolder, type Ending } from '../endings.ts'
import { freshOf } from '../fresh.ts'
import { shownGap } from '../gap-text.ts'
import {
  dwellOf,
  blind,
  memoryFigures,
  nothingSeen,
  seen,
  type Claim,
  type Rule,
  type Unjudged,
} from '../rule.ts'
import { shortName } from '../short-name.ts'

const key = 'wired'
/** What ends gives its memory back within seconds, large models within some tens of them. */
const dwell = dwellOf('stranded-memory', { readingCount: 5, calmMs: 10_000 })

/** The kernel's own wired memory breathes by less. */
const leastBytes = 2e9
const leastRamShare = 0.08
/** It has come back when half of that has. */
const clearRatio = 0.5
/** So long before it is seen to have ended, memory still was what it was: processes are listed every half minute. */
const baselineMs = 5 * 60_000
const leastBaselineMs = 60_000
/** What has not begun to rise by then is not the end's. */
const watchedForMs = 5 * 60_000
/** A share of RAM that is missed in any case. */
const muchRamShare = 0.25

interface Reading {
  readonly atMs: number
  readonly unattributedBytes: number
}

/** One thing that has ended, and what was wired without an owner before. */
interface Watched {
  readonly ending: Ending
  readonly beforeBytes: number
  /** Since when it has been beyond the line without a break; null: it is not. */
  readonly highSinceMs: number | null
  /** It has been so for long enough, and is the end's: what comes later is no reason to doubt it. */
  readonly isTold: boolean
}

/** Wired memory that nobody owns, left when a process ended (macos-sources §2: omlx#2855): it comes back with a restart only. */
export const strandedMemory: Rule = {
  id: 'stranded-memory',
  dwell,
  create: () => {
    const endingsIn = createEndings()
    let readings: readonly Reading[] = []
    let watched: Watched | null = null
    return ({ snapshot, settings }) => {
      const ending = endingsIn(snapshot)
      const wired = freshOf(snapshot.wired)
      const memory = freshOf(snapshot.memory)
      if (wired === null || memory === null || freshOf(snapshot.gpu) === null) return blind
      const beforeBytes = ending === null ? null : usualBytes(readings)
      readings = withReading(readings, wired)
      const lineBytes = Math.max(leastBytes, leastRamShare * memory.totalBytes)
      const isEnough = ending !== null && (ending.bytes === null || ending.bytes >= lineBytes)
      // the first stays: what the next one leaves comes on top of it
      if (isEnough && beforeBytes !== null)
        watched ??= { ending, beforeBytes, highSinceMs: null, isTold: false }
      if (watched === null) return nothingSeen
      if (hasUntoldHolder(snapshot)) return blind
      const risenBytes = wired.unattributedBytes - watched.beforeBytes
      const { holdMs } = holdAsChosen('stranded-memory', dwell, settings)
      watched = stepWatched(watched, { isHigh: risenBytes >= lineBytes, holdMs }, snapshot.atMs)
      const isBack = risenBytes < clearRatio * lineBytes
      if (isOver(watched, isBack, snapshot.atMs)) {
        watched = null
        return nothingSeen
      }
      if (isBack) return seen([{ key, level: 'low' }])
      const claim = claimOf(wired, { watched, totalBytes: memory.totalBytes, snapshot })
      return seen([{ key, level: watched.highSinceMs === null ? 'between' : 'high', claim }])
    }
  },
}

function stepWatched(
  watched: Watched,
  { isHigh, holdMs }: { readonly isHigh: boolean; readonly holdMs: number },
  atMs: number,
): Watched {
  // the clock may have been set back
  const highSinceMs = isHigh ? Math.min(watched.highSinceMs ?? atMs, atMs) : null
  const isTold = watched.isTold || (highSinceMs !== null && atMs - highSinceMs >= holdMs)
  return { ...watched, highSinceMs, isTold }
}

/** It has come back; or what has not risen in time is of something else, whatever rises later. */
function isOver({ ending, highSinceMs, isTold }: Watched, isBack: boolean, atMs: number): boolean {
  const isLate = (nowMs: number): boolean => Math.abs(nowMs - ending.atMs) > watchedForMs
  if (isTold) return isBack && isLate(atMs)
  return isLate(highSinceMs ?? atMs)
}

function withReading(
  readings: readonly Reading[],
  { atMs, unattributedBytes }: Known<Wired>,
): readonly Reading[] {
  const last = readings.at(-1)
  if (last?.atMs === atMs) return readings
  const kept = readings.filter((one) => one.atMs < atMs && atMs - one.atMs <= baselineMs)
  return [...kept, { atMs, unattributedBytes }]
}

/** The middle of the last minutes: neither what a load shifted for a moment, nor what has risen just now. null: too few. */
function usualBytes(readings: readonly Reading[]): number | null {
  const [first, last] = [readings[0], readings.at(-1)]
  if (first === undefined || last === undefined) return null
  if (last.atMs - first.atMs < leastBaselineMs) return null
  const sorted = readings.map((one) => one.unattributedBytes).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}

interface Around {
  readonly watched: Watched
  readonly totalBytes: number
  readonly snapshot: Unjudged
}

function claimOf(
  wired: Known<Wired>,
  { watched: { ending, beforeBytes }, totalBytes, snapshot }: Around,
): Claim {
  const needBytes = wired.unattributedBytes
  const gapBytes = Math.max(0, needBytes - beforeBytes)
  const { need, have, gap } = shownGap({ haveBytes: beforeBytes, gapBytes })
  const { state } = snapshot.room
  const isShort = state === 'tight' || state === 'full'
  const ago = formatSpan(Math.max(0, snapshot.atMs - ending.atMs))
  return {
    severity: isShort || gapBytes >= muchRamShare * totalBytes ? 'warning' : 'notice',
    title: `${formatBytes(gapBytes)} of memory without an owner`,
    sentence: `${shortName(ending.name)} ended ${ago} ago, but ${need} are wired without an owner, where ${have} were before: ${gap} did not come back.`,
    advice: 'If it stays, only a restart of the Mac frees it.',
    figures: memoryFigures({
      line: 'before',
      lineBytes: beforeBytes,
      needBytes,
      haveBytes: beforeBytes,
    }),
    about: {},
    readAtMs: wired.atMs,
  }
}
