import type { Reading } from '../../shared/reading.ts'
import type { Unknown } from '../../shared/snapshot.ts'
import { formatSpan } from '../../shared/units.ts'
import { isRepeated, type Pace } from './pace.ts'

/**
 * An answer older than this many periods is stale, and so is one after which the source failed; one older than
 * `lostAfterPeriods` is shown no more. A question that is open for as long as makes stale has failed.
 */
const staleAfterPeriods = 3
const lostAfterPeriods = 10

/** The last answer that had a value, and when it was given. */
export interface Good<T> {
  readonly value: T
  readonly atMs: number
}

/** All that a source knows. */
export interface Known<T> {
  readonly latest: Reading<T> | null
  /** `periodMs`: how often it was asked then. Ages are judged by that, or by today's period if it is longer. */
  readonly good:
    | (Good<T> & {
        readonly periodMs: number
        readonly tookMs: number
        /** null: since then it was asked in a hurry, and has not answered. */
        readonly circumstance: string | null
      })
    | null
  readonly askedAtMs: number | null
  /** What it measures has changed since it was asked. */
  readonly isHurried: boolean
  /** And its share does not wait for that. */
  readonly isAtOnce: boolean
  readonly open: Promise<void> | null
}

/** What is to be thought of what is known. */
export interface Judgement {
  /** Why the source has nothing to say, or nothing new; null where it answers. */
  readonly trouble: Unknown | null
  readonly isStale: boolean
  /** Too old to be shown, or gone. */
  readonly isLost: boolean
}

export function judge<T>(known: Known<T>, pace: Pace, periodMs: number, atMs: number): Judgement {
  const { latest, good, askedAtMs, open } = known
  const isOlder = (periods: number): boolean =>
    isRepeated(pace) &&
    good !== null &&
    atMs - good.atMs > periods * Math.max(periodMs, good.periodMs)
  const openMs = open === null || askedAtMs === null ? 0 : atMs - askedAtMs
  const trouble = openMs > staleAfterPeriods * periodMs ? hanging(openMs) : troubleIn(latest)
  return {
    trouble,
    isStale: good !== null && (trouble?.kind === 'failed' || isOlder(staleAfterPeriods)),
    isLost: good === null || latest?.kind === 'absent' || isOlder(lostAfterPeriods),
  }
}

const hanging = (openMs: number): Unknown => ({
  kind: 'failed',
  reason: `no answer for ${formatSpan(openMs)}`,
})

function troubleIn(latest: Reading<unknown> | null): Unknown | null {
  if (latest === null) return { kind: 'waiting', reason: 'no answer yet' }
  return latest.kind === 'ok' ? null : { kind: latest.kind, reason: latest.reason }
}
