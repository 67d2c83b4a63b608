import type { Alert, Severity, Snoozed, SnoozeSpan } from './alert.ts'
import { formatSpan, formatTimeOfDay } from './units.ts'

/** An alert as every face says it. */
export interface ShownAlert {
  readonly title: string
  /** null where its figures are not of now: then `age` says since when. */
  readonly sentence: string | null
  readonly advice: string | null
  readonly severity: string
  /** `not known for 40 s`, `seems to be over`; null where it is of now. */
  readonly age: string | null
  /** `snoozed until 14:05:10`; null where it is not. */
  readonly snoozed: string | null
}

export const nameOfSeverity: Readonly<Record<Severity, string>> = {
  imminent: 'about to fail',
  warning: 'warning',
  notice: 'notice',
}

export function shownAlert(alert: Alert, atMs: number): ShownAlert {
  const { title, sentence, advice, severity, snoozed } = alert
  const isOfNow = !alert.isStale && !alert.isClearing
  return {
    title,
    sentence: isOfNow ? sentence : null,
    advice: isOfNow ? advice : null,
    severity: nameOfSeverity[severity],
    age: isOfNow ? null : ageOf(alert, atMs),
    snoozed: snoozed === null ? null : snoozedText(snoozed),
  }
}

const ageOf = ({ isStale, atMs: readAtMs }: Alert, atMs: number): string =>
  isStale ? `not known for ${formatSpan(Math.max(0, atMs - readAtMs))}` : 'seems to be over'

export function snoozedText({ span, untilMs }: Snoozed): string {
  if (untilMs !== null) return `snoozed until ${formatTimeOfDay(untilMs)}`
  return span === 'run' ? 'snoozed while what runs now runs' : 'snoozed until Headroom is restarted'
}

export type LoudSeverity = Exclude<Severity, 'notice'>

/** What counts for the menu bar: a warning or worse, of now. Notifiers are told of notices as well (alert-news.ts). */
export const isLoud = ({ severity, isStale, isClearing, snoozed }: Alert): boolean =>
  severity !== 'notice' && !isStale && !isClearing && snoozed === null

/** The worst that is loud; null: nothing is. */
export const loudestAlert = (alerts: readonly Alert[]): Alert | null => alerts.find(isLoud) ?? null

export function loudest(alerts: readonly Alert[]): LoudSeverity | null {
  const severity = loudestAlert(alerts)?.severity ?? 'notice'
  return severity === 'notice' ? null : severity
}

/** For how long, as people choose it. */
export const snoozeChoices: readonly { readonly span: SnoozeSpan; readonly label: string }[] = [
  { span: '1h', label: '1 hour' },
  { span: 'run', label: 'this run' },
  { span: 'restart', label: 'until restart' },
]
