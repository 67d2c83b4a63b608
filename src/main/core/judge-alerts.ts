import { defaultAlertSettings } from '../../shared/alert-settings.ts'
import type { Snooze } from '../../shared/alert.ts'
import { allRules } from '../alerts/all-rules.ts'
import { createAlerts } from '../alerts/alerts.ts'
import { isPast, snoozedOf, snoozesIn } from '../alerts/snoozes.ts'
import type { Judge } from '../monitor/judge.ts'
import type { OwnAlerts } from './own-alerts.ts'

/** All rules, as the user wants them. Another Headroom may have silenced some: each Snapshot looks after that. */
export function createJudge(own: OwnAlerts | undefined): Judge {
  let inForce: readonly Snooze[] = []
  const alerts = createAlerts({
    rules: allRules,
    settings: own?.settings ?? (() => defaultAlertSettings),
    snoozedOf: (rule) => snoozedOf(rule, inForce),
  })
  return (snapshot, isSingle) => {
    if (own !== undefined) inForce = snoozesIn(own.snoozes.made(), snapshot)
    const judged = alerts.judge({ ...snapshot, suggestion: null }, isSingle)
    if (own !== undefined) tidy(own, snapshot.atMs)
    return { alerts: judged, suggestion: null }
  }
}

function tidy({ snoozes, stays }: OwnAlerts, nowMs: number): void {
  void snoozes.refresh()
  if (stays && snoozes.made().some((made) => isPast(made, nowMs)))
    void snoozes.change((made) => made.filter((one) => !isPast(one, nowMs)))
}
