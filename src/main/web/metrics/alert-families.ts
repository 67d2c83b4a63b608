import { ruleIds, severities, type Alert } from '../../../shared/alert.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { figure, type Family, type Sample } from './family.ts'
import { fresh } from './fresh.ts'

const labels = ['rule', 'severity'] as const
const every = ruleIds.flatMap((rule) => severities.map((severity) => ({ rule, severity })))

/**
 * 1 where one stands, be it snoozed or about to clear, else 0: each rule has a series from the first scrape on, so that it can be
 * seen to change. No series where what told of it has gone silent: whether it still is so, nobody knows.
 */
const activeOf = ({ alerts }: Snapshot): readonly Sample[] =>
  every.flatMap(({ rule, severity }): readonly Sample[] => {
    const ofThese = alerts.filter((alert) => alert.rule === rule && alert.severity === severity)
    const isActive = ofThese.some(({ isStale }) => !isStale)
    if (!isActive && ofThese.length > 0) return []
    return [{ labels: { rule, severity }, value: Number(isActive) }]
  })

/** All that stand of them are: one that is not is to be told. */
const snoozedOf = ({ alerts }: Snapshot): readonly Sample[] => {
  const standing = alerts.filter(({ isStale }) => !isStale)
  const isTold = (rule: string, severity: string): boolean =>
    standing.some((alert) => isOf(alert, rule, severity) && alert.snoozed === null)
  return standing
    .filter(({ rule, severity }) => !isTold(rule, severity))
    .map(({ rule, severity }) => ({ labels: { rule, severity }, value: 1 }))
}

const isOf = (alert: Alert, rule: string, severity: string): boolean =>
  alert.rule === rule && alert.severity === severity

export const alertFamilies: readonly Family[] = [
  {
    name: 'headroom_alert_active',
    help: '1: an alert of this rule stands; 0: none does; no series where what told of it has gone silent',
    labels,
    joined: 'most',
    most: every.length,
    samplesOf: ({ snapshot }) => activeOf(snapshot),
  },
  {
    name: 'headroom_alert_snoozed',
    help: '1: whoever sits at this machine has silenced the alert that stands',
    labels,
    joined: 'most',
    most: every.length,
    samplesOf: ({ snapshot }) => snoozedOf(snapshot),
  },
  {
    name: 'headroom_findings',
    help: 'What is wrong now or has failed of late, by class; no series for a class of which there is none',
    labels: ['class'],
    joined: 'sum',
    most: 30,
    samplesOf: ({ snapshot: { findings } }) =>
      findings.map((finding) => ({ labels: { class: finding.class }, value: 1 })),
  },
  figure(
    'headroom_seconds_left',
    'Until there is no room left, at the pace of now; no series where room does not shrink',
    ({ snapshot }) => {
      const runsOut = fresh(snapshot.forecast)?.runsOut ?? null
      return runsOut === null ? null : runsOut.msLeft / 1000
    },
  ),
]
