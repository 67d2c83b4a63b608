import { defaultAlertSettings } from '../../shared/alert-settings.ts'
import type { KeptAct } from '../../shared/act.ts'
import type { Snooze } from '../../shared/alert.ts'
import { allRules } from '../alerts/all-rules.ts'
import { createAlerts } from '../alerts/alerts.ts'
import { isPast, snoozedOf, snoozesIn } from '../alerts/snoozes.ts'
import { createSuggesting } from '../alerts/suggestion.ts'
import type { Judge } from '../monitor/judge.ts'
import type { OwnAlerts } from './own-alerts.ts'
import { createTrailing, type Trailing } from './trail.ts'

/**
 * The one suggestion and all rules, as the user wants them. Another Headroom may have silenced some: each Snapshot looks after
 * that. `never`: what the user does not want to be suggested. `actedAt`: what was done by itself of late. `trailing`: the last ten
 * minutes.
 */
export function createJudge(
  own: OwnAlerts | undefined,
  never: () => readonly string[] = () => [],
  actedAt: (atMs: number) => KeptAct | null = () => null,
  trailing: Pick<Trailing, 'of'> = createTrailing(),
): Judge {
  let inForce: readonly Snooze[] = []
  const suggest = createSuggesting()
  const alerts = createAlerts({
    rules: allRules,
    settings: own?.settings ?? (() => defaultAlertSettings),
    snoozedOf: (rule) => snoozedOf(rule, inForce),
  })
  return (snapshot, isSingle) => {
    if (own !== undefined) inForce = snoozesIn(own.snoozes.made(), snapshot)
    const acted = actedAt(snapshot.atMs)
    const trail = trailing.of(snapshot, isSingle)
    const known = { ...snapshot, acted, trail, never: never() }
    const suggestion = suggest(known, isSingle)
    const judged = alerts.judge({ ...known, suggestion }, isSingle)
    if (own !== undefined) tidy(own, snapshot.atMs)
    return { alerts: judged, suggestion, acted, trail }
  }
}

function tidy({ snoozes, stays }: OwnAlerts, nowMs: number): void {
  void snoozes.refresh()
  if (stays && snoozes.made().some((made) => isPast(made, nowMs)))
    void snoozes.change((made) => made.filter((one) => !isPast(one, nowMs)))
}
