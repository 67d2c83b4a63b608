import { severities, type Severity } from '../../shared/alert.ts'
import type { Claim, Dwell, Sight } from './rule.ts'

/** What is followed of one thing. */
export type Episode =
  | {
      readonly kind: 'pending'
      readonly sinceMs: number
      readonly lastReadAtMs: number
      readonly readingCount: number
    }
  | Raised

export interface Raised {
  readonly kind: 'raised'
  readonly sinceMs: number
  readonly claim: Claim
  /** It falls only after it was less for as long as it takes to clear: a figure at the edge must not make it flap. */
  readonly severity: Severity
  readonly milderSinceMs: number | null
  /** Since when it is over; null while it is not. */
  readonly calmSinceMs: number | null
  /** Since when nobody can tell whether it is still so. */
  readonly blindSinceMs: number | null
}

/** Readings that lie further apart do not tell of the time between: the machine may have slept. */
const maxGapMs = 90_000
/** What nobody can tell for so long is no news any more. */
const forgottenAfterMs = 3_600_000

/** One moment of one thing; null: nothing is to be followed. */
export function stepEpisode(
  before: Episode | null,
  sight: Sight,
  ownDwell: Dwell,
  nowMs: number,
): Episode | null {
  const dwell = (sight.level === 'between' ? undefined : sight.dwell) ?? ownDwell
  const state = before === null ? null : inTime(before, nowMs)
  if (state === null || state.kind === 'pending') return stepUp(state, sight, dwell, nowMs)
  switch (sight.level) {
    case 'high':
      return updated(state, sight.claim, dwell, nowMs)
    case 'between':
      return updated(state, sight.claim, dwell, nowMs)
    case 'low':
      return calmed(state, dwell, nowMs)
  }
}

/** What stands while its rule is blind; null: it is forgotten, or was not told yet. */
export function stepBlind(before: Episode, nowMs: number): Episode | null {
  const state = inTime(before, nowMs)
  if (state.kind === 'pending') return state
  const blindSinceMs = state.blindSinceMs ?? nowMs
  return nowMs - blindSinceMs > forgottenAfterMs ? null : { ...state, blindSinceMs }
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
    return state.lastReadAtMs > nowMs
      ? { ...state, lastReadAtMs: Number.NEGATIVE_INFINITY, readingCount: 0 }
      : state
  return {
    ...state,
    sinceMs: earlier(state.sinceMs),
    milderSinceMs: earlier(state.milderSinceMs),
    calmSinceMs: earlier(state.calmSinceMs),
    blindSinceMs: earlier(state.blindSinceMs),
  }
}

function stepUp(
  state: Extract<Episode, { kind: 'pending' }> | null,
  sight: Sight,
  { holdMs, readingCount: enough }: Dwell,
  nowMs: number,
): Episode | null {
  if (sight.level !== 'high') return null
  const { claim } = sight
  const { readAtMs } = claim
  const isOn = state !== null && readAtMs - state.lastReadAtMs <= maxGapMs
  const sinceMs = isOn ? state.sinceMs : readAtMs
  const isNew = !isOn || readAtMs > state.lastReadAtMs
  const readingCount = (isOn ? state.readingCount : 0) + (isNew ? 1 : 0)
  return readAtMs - sinceMs >= holdMs && readingCount >= enough
    ? {
        kind: 'raised',
        sinceMs: nowMs,
        claim,
        severity: claim.severity,
        milderSinceMs: null,
        calmSinceMs: null,
        blindSinceMs: null,
      }
    : { kind: 'pending', sinceMs, lastReadAtMs: readAtMs, readingCount }
}

const isMilder = (one: Severity, other: Severity): boolean =>
  severities.indexOf(one) > severities.indexOf(other)

function updated(state: Raised, claim: Claim, { calmMs }: Dwell, nowMs: number): Raised {
  const on = { ...state, claim, calmSinceMs: null, blindSinceMs: null }
  if (!isMilder(claim.severity, state.severity))
    return { ...on, severity: claim.severity, milderSinceMs: null }
  const milderSinceMs = state.milderSinceMs ?? nowMs
  return nowMs - milderSinceMs >= calmMs
    ? { ...on, severity: claim.severity, milderSinceMs: null }
    : { ...on, milderSinceMs }
}
