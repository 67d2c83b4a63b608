import { severities, type Severity } from '../../shared/alert.ts'
import type { Claim, Dwell, Sight } from './rule.ts'

/** What is followed of one thing. */
export type Episode =
  | {
      readonly kind: 'pending'
      readonly sinceMs: number
      readonly lastReadAtMs: number
      readonly readingCount: number
      /** When it was looked at last, with a new reading or without one. */
      readonly lastSeenAtMs: number
    }
  | Raised

interface At {
  readonly nowMs: number
  readonly unseenMs: number
}

type Pending = Extract<Episode, { kind: 'pending' }>

export interface Raised {
  readonly kind: 'raised'
  /** By the clock at its rise. It names the episode, and stays when the clock is set back. */
  readonly risenAtMs: number
  readonly sinceMs: number
  readonly claim: Claim
  /**
   * Beyond the line it falls only after it was less for as long as it takes to clear: a figure at the edge must not make it flap.
   * Short of the line it is what the claim says: nobody may read `imminent` beside words that say that it fits.
   */
  readonly severity: Severity
  readonly milderSinceMs: number | null
  /** Since when it is over; null while it is not. */
  readonly calmSinceMs: number | null
  /** Since when nobody can tell whether it is still so. */
  readonly blindSinceMs: number | null
}

/** Readings that lie further apart do not tell of the time between; on battery some come each two minutes (monitor/pace.ts). */
const maxGapMs = 150_000
/** Nobody looked for so long, where all is looked at each ten seconds at least: the machine slept, which holds nothing. */
const usualUnseenMs = 60_000
/** By slower clocks: so many periods. */
const unseenPeriods = 3

export const maxUnseenMs = (periodMs: number): number =>
  Math.max(usualUnseenMs, unseenPeriods * periodMs)
/** What nobody can tell for so long is no news any more. */
const forgottenAfterMs = 3_600_000

/** One moment of one thing; null: nothing is to be followed. */
export function stepEpisode(
  before: Episode | null,
  sight: Sight,
  ownDwell: Dwell,
  nowMs: number,
  unseenMs = usualUnseenMs,
): Episode | null {
  if (sight.level === 'blind')
    return before === null ? null : stepBlind(before, ownDwell, nowMs, unseenMs)
  const dwell = (sight.level === 'between' ? undefined : sight.dwell) ?? ownDwell
  const state = before === null ? null : inTime(before, nowMs)
  if (state === null || state.kind === 'pending')
    return stepUp(state, sight, dwell, { nowMs, unseenMs })
  switch (sight.level) {
    case 'high':
      return withSeverity(state, updated(state, sight.claim), dwell, nowMs)
    case 'between':
      return updated(state, sight.claim)
    case 'low':
      return calmed(state, dwell, nowMs)
  }
}

/** What stands while its rule is blind; null: it is forgotten, or was not told yet. */
export function stepBlind(
  before: Episode,
  { blindMs = forgottenAfterMs }: Dwell,
  nowMs: number,
  unseenMs = usualUnseenMs,
): Episode | null {
  const state = inTime(before, nowMs)
  if (state.kind === 'pending')
    return isUnbroken(state, { nowMs, unseenMs }) ? { ...state, lastSeenAtMs: nowMs } : null
  const blindSinceMs = state.blindSinceMs ?? nowMs
  return nowMs - blindSinceMs > blindMs ? null : { ...state, blindSinceMs }
}

export const calmed = (state: Raised, { calmMs }: Dwell, nowMs: number): Raised | null => {
  const calmSinceMs = state.calmSinceMs ?? nowMs
  return nowMs - calmSinceMs >= calmMs ? null : { ...state, calmSinceMs, blindSinceMs: null }
}

/** The clock may have been set back: what began in the future begins now, what was on its way up with its next reading. */
const inTime = (state: Episode, nowMs: number): Episode => {
  const earlier = <T extends number | null>(atMs: T): T | number =>
    atMs === null ? atMs : Math.min(atMs, nowMs)
  if (state.kind === 'pending')
    return Math.max(state.lastReadAtMs, state.lastSeenAtMs) > nowMs
      ? {
          ...state,
          lastReadAtMs: Number.NEGATIVE_INFINITY,
          lastSeenAtMs: nowMs,
          readingCount: 0,
        }
      : state
  return {
    ...state,
    sinceMs: earlier(state.sinceMs),
    milderSinceMs: earlier(state.milderSinceMs),
    calmSinceMs: earlier(state.calmSinceMs),
    blindSinceMs: earlier(state.blindSinceMs),
  }
}

const isUnbroken = (state: Pending, { nowMs, unseenMs }: At): boolean =>
  nowMs - state.lastSeenAtMs <= unseenMs

function stepUp(
  state: Pending | null,
  sight: Sight,
  { holdMs, readingCount: enough }: Dwell,
  at: At,
): Episode | null {
  if (sight.level !== 'high') return null
  const { nowMs } = at
  const { claim } = sight
  const { readAtMs } = claim
  const isOn = state !== null && isUnbroken(state, at) && readAtMs - state.lastReadAtMs <= maxGapMs
  const isNew = state === null || readAtMs > state.lastReadAtMs
  // a reading of before a sleep says nothing of the time after it
  const beganAtMs = isNew ? readAtMs : nowMs
  const sinceMs = isOn ? state.sinceMs : beganAtMs
  const readingCount = (isOn ? state.readingCount : 0) + (isNew ? 1 : 0)
  return readAtMs - sinceMs >= holdMs && readingCount >= enough
    ? {
        kind: 'raised',
        risenAtMs: nowMs,
        sinceMs: nowMs,
        claim,
        severity: claim.severity,
        milderSinceMs: null,
        calmSinceMs: null,
        blindSinceMs: null,
      }
    : { kind: 'pending', sinceMs, lastReadAtMs: readAtMs, readingCount, lastSeenAtMs: nowMs }
}

const isMilder = (one: Severity, other: Severity): boolean =>
  severities.indexOf(one) > severities.indexOf(other)

const updated = (state: Raised, claim: Claim): Raised => ({
  ...state,
  claim,
  severity: claim.severity,
  milderSinceMs: null,
  calmSinceMs: null,
  blindSinceMs: null,
})

/** What is said to last for longer is not imminent, also not for a moment more: twice the minute that the word stands for. */
const imminentUpToMs = 120_000

const isFarOff = ({ figures }: Claim): boolean =>
  figures.kind === 'memory' && figures.msLeft !== null && figures.msLeft >= imminentUpToMs

function withSeverity(before: Raised, now: Raised, { calmMs }: Dwell, nowMs: number): Raised {
  if (!isMilder(now.severity, before.severity)) return now
  if (before.severity === 'imminent' && isFarOff(now.claim)) return now
  const milderSinceMs = before.milderSinceMs ?? nowMs
  return nowMs - milderSinceMs >= calmMs
    ? now
    : { ...now, severity: before.severity, milderSinceMs }
}
