import type { AlertFigures, AlertLine, AlertSubject, RuleId, Severity } from '../../shared/alert.ts'
import { ruleHoldSeconds, type AlertSettings } from '../../shared/alert-settings.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** A Snapshot before its alerts are judged. `never`: what the user does not want to be suggested. */
export type Unjudged = Omit<Snapshot, 'alerts'> & { readonly never?: readonly string[] }

/** What a rule looks at: one moment after the other. */
export interface Moment {
  readonly snapshot: Unjudged
  readonly settings: AlertSettings
}

/** What is to be said of one thing, as it stands now. */
export interface Claim {
  readonly severity: Severity
  readonly title: string
  /** Need, have, line, gap and what to free: its figures add up as they are shown. */
  readonly sentence: string
  readonly advice: string | null
  readonly figures: AlertFigures
  /** What it is about; all that is left out is null. */
  readonly about: Partial<AlertSubject>
  /** When its figures were read, which may be some ticks ago. */
  readonly readAtMs: number
}

/** How long something must be so before it is told, and how long over before it has cleared. */
export interface Dwell {
  /** From one reading to another that is this much later; 0: at the first. */
  readonly holdMs: number
  /** And in as many readings: what is read seldom must not pass for what lasts. */
  readonly readingCount: number
  readonly calmMs: number
  /** How long it stands while nobody can tell; an hour where this does not say another time. */
  readonly blindMs?: number
}

/** A rule's own, which waits for as long as the table of all rules says. */
export const dwellOf = (rule: RuleId, further: Omit<Dwell, 'holdMs'>): Dwell => ({
  holdMs: ruleHoldSeconds[rule] * 1_000,
  ...further,
})

/**
 * How one thing stands: beyond the line at which it is told; short of that, but not yet beyond the one at which it is over; over;
 * or nobody can tell.
 */
export type Sight =
  | {
      readonly key: string
      readonly level: 'high'
      readonly claim: Claim
      /** Where it differs from the rule's own. */
      readonly dwell?: Dwell
    }
  /** An alert that stands is brought up to date with the claim: no alert shows figures of another Snapshot. */
  | { readonly key: string; readonly level: 'between'; readonly claim: Claim }
  /** `dwell`: where it is over in another time, as what has ended is at once. */
  | { readonly key: string; readonly level: 'low'; readonly dwell?: Dwell }
  /** It alone: the rule sees the others. */
  | { readonly key: string; readonly level: 'blind' }

/** All that a rule sees at one moment. What is in no sight any more is over, unless the rule is blind. */
export interface View {
  readonly sights: readonly Sight[]
  /** What it looks at does not answer: nothing new is told, and what stands is stale. */
  readonly isBlind: boolean
}

/** One thing that is watched for. */
export interface Rule {
  readonly id: RuleId
  readonly dwell: Dwell
  /** What it answers with is told one moment after the other, in the order of time; it keeps what it needs of earlier ones. */
  create(): (moment: Moment) => View
}

export const blind: View = { sights: [], isBlind: true }
export const nothingSeen: View = { sights: [], isBlind: false }
export const seen = (sights: readonly Sight[]): View => ({ sights, isBlind: false })

/** Need and have on a line: gap and what to free follow. `toFreeBytes`: where it is another figure than the gap. */
export function memoryFigures(of: {
  readonly line: AlertLine
  readonly lineBytes: number
  readonly needBytes: number
  readonly haveBytes: number
  readonly toFreeBytes?: number
  readonly msLeft?: number | null
}): Extract<AlertFigures, { kind: 'memory' }> {
  const gapBytes = Math.max(0, of.needBytes - of.haveBytes)
  return { kind: 'memory', msLeft: null, toFreeBytes: gapBytes, ...of, gapBytes }
}
