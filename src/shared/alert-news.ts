import { severities, type Alert, type Severity } from './alert.ts'
import type { AlertId } from './ids.ts'

/** One way of telling people what has come up: a line in a terminal, a notification of the browser or of macOS. */
export interface Notifier {
  /** Once an episode, and again, in its place, where it has become worse. */
  show(alert: Alert): void
  /** It has cleared, was snoozed or is not known any more. */
  withdraw(id: AlertId): void
}

/** Tells a notifier of each episode once, however many Snapshots it stands in. A snoozed or stale one is not told. */
export function createAlertNews(notifier: Notifier): (alerts: readonly Alert[]) => void {
  let told: ReadonlyMap<AlertId, Severity> = new Map()
  return (alerts) => {
    const loud = alerts.filter(({ snoozed, isStale }) => snoozed === null && !isStale)
    const next = new Map(
      loud.map(({ id, severity }) => [id, worst(severity, told.get(id))] as const),
    )
    for (const id of told.keys()) if (!next.has(id)) notifier.withdraw(id)
    for (const alert of loud) {
      const before = told.get(alert.id)
      if (before === undefined || isWorse(alert.severity, before)) notifier.show(alert)
    }
    told = next
  }
}

const isWorse = (one: Severity, other: Severity): boolean =>
  severities.indexOf(one) < severities.indexOf(other)

const worst = (one: Severity, other: Severity | undefined): Severity =>
  other === undefined || isWorse(one, other) ? one : other
