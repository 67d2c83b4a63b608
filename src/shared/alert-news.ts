import { severities, type Alert, type Severity } from './alert.ts'
import type { AlertId } from './ids.ts'

/** One way of telling people what has come up: a line in a terminal, a notification of the browser or of macOS. */
export interface Notifier {
  /** Once an episode, and again, in its place, where it has become worse. */
  show(alert: Alert): void
  /** It has cleared, was snoozed or is not known any more; once more where it was not known, is again, and has cleared. */
  withdraw(id: AlertId): void
}

/** What a notifier was told of one episode. */
interface Told {
  /** The worst. */
  readonly severity: Severity
  /** Withdrawn while nobody could tell whether it is so; that it is so still is no news. */
  readonly isShown: boolean
  readonly isStale: boolean
}

/**
 * Tells a notifier of each episode once, however many Snapshots it stands in, and of one that was snoozed when that is over. One
 * that is stale or clearing is not told; a source that comes and goes must not make it told again.
 */
export function createAlertNews(notifier: Notifier): (alerts: readonly Alert[]) => void {
  let told: ReadonlyMap<AlertId, Told> = new Map()
  return (alerts) => {
    const before = told
    const next = new Map<AlertId, Told>()
    for (const alert of alerts) {
      const one = stepTold(before.get(alert.id) ?? null, alert)
      if (one !== null) next.set(alert.id, one)
    }
    told = next
    for (const [id, { isShown, isStale }] of before) {
      const after = next.get(id)
      // of what is stale until the end nobody knows whether it is over
      const isOver = after === undefined && !isStale
      if (isOver || (isShown && after?.isShown !== true)) notifier.withdraw(id)
    }
    for (const alert of alerts)
      if (isNews(before.get(alert.id) ?? null, alert)) notifier.show(alert)
  }
}

/** null: it is told when it is of now. */
function stepTold(before: Told | null, alert: Alert): Told | null {
  if (alert.snoozed !== null) return null
  const { severity, isStale } = alert
  if (isNews(before, alert)) return { severity, isShown: true, isStale }
  return before === null ? null : { ...before, isShown: before.isShown && !isStale, isStale }
}

const isNews = (before: Told | null, { severity, isStale, isClearing, snoozed }: Alert): boolean =>
  snoozed === null &&
  !isStale &&
  !isClearing &&
  (before === null || isWorse(severity, before.severity))

const isWorse = (one: Severity, other: Severity): boolean =>
  severities.indexOf(one) < severities.indexOf(other)
