import { createAlerts, type Alerts } from '../../src/main/alerts/alerts.ts'
import type { Claim, Dwell, Rule, Sight, View } from '../../src/main/alerts/rule.ts'
import type { Alert, Severity, Snoozed } from '../../src/shared/alert.ts'
import { defaultAlertSettings, type AlertSettings } from '../../src/shared/alert-settings.ts'
import { answering } from './of-sources.ts'
import { snapshotAt } from '../web/fake-core.ts'

export const dwell: Dwell = { holdMs: 5_000, readingCount: 3, calmMs: 10_000 }

export const claimAt = (readAtMs: number, severity: Severity = 'warning'): Claim => ({
  severity,
  title: 'A thing',
  sentence: `It was read at ${readAtMs}.`,
  advice: null,
  figures: { kind: 'none' },
  about: {},
  readAtMs,
})

export const high = (readAtMs: number, severity?: Severity): Sight => ({
  key: 'a',
  level: 'high',
  claim: claimAt(readAtMs, severity),
})
export const between = (readAtMs: number, severity?: Severity): Sight => ({
  key: 'a',
  level: 'between',
  claim: claimAt(readAtMs, severity),
})
export const low: Sight = { key: 'a', level: 'low' }

export const sees = (...sights: readonly Sight[]): View => ({ sights, isBlind: false })
export const isBlind: View = { sights: [], isBlind: true }

export interface Engine {
  readonly alerts: Alerts
  /** The alerts at this instant, where the rule sees this. */
  at(atMs: number, view: View, isSingle?: boolean, everyMs?: number): readonly Alert[]
}

/** The engine over one rule that sees what the test says. */
export function engineOf(
  of: {
    readonly settings?: () => Partial<AlertSettings>
    readonly snoozedOf?: () => Snoozed | null
  } = {},
): Engine {
  let view: View = sees()
  const rule: Rule = { id: 'swapping', dwell, create: () => () => view }
  const alerts = createAlerts({
    rules: [rule],
    settings: () => ({ ...defaultAlertSettings, ...of.settings?.() }),
    snoozedOf: of.snoozedOf ?? (() => null),
  })
  return {
    alerts,
    at: (atMs, now, isSingle = false, everyMs) => {
      view = now
      const sources = answering('memory').map((source) => ({ ...source, everyMs: everyMs ?? null }))
      return alerts.judge({ ...snapshotAt(atMs), sources }, isSingle)
    },
  }
}
