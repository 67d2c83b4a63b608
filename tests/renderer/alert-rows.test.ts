import { describe, expect, test } from 'vitest'
import {
  alertCards,
  alertRows,
  isInFull,
  toldInAlerts,
  withPressed,
} from '../../src/renderer/popover/alert-rows.ts'
import type { Alert } from '../../src/shared/alert.ts'
import { alertId } from '../../src/shared/ids.ts'
import { refused } from '../shared/found.ts'
import { beyond } from '../shared/loading.ts'
import {
  clearing,
  failure,
  hog,
  idle,
  pastLimit,
  runningOut,
  snoozed,
  stale,
  willNotFit,
} from '../shared/warned.ts'

const idsOf = (alerts: readonly Alert[], held: readonly Alert[] | null = null) =>
  alertRows(alerts, held?.map((alert) => ({ alert, isGone: false })) ?? null).map(
    ({ alert, isGone }) => (isGone ? `${alert.id} is gone` : alert.id),
  )

describe('the rows', () => {
  test('stand as in the Snapshot, without what is snoozed, and with what is not known last', () => {
    expect(idsOf([stale(runningOut), pastLimit, snoozed(hog), idle])).toEqual([
      pastLimit.id,
      idle.id,
      runningOut.id,
    ])
  })

  test('keep their places while somebody points at them: what is gone, what is worse, what is new', () => {
    const worse = { ...hog, severity: 'imminent' } as const
    expect(idsOf([runningOut, worse, idle], [pastLimit, hog])).toEqual([
      `${pastLimit.id} is gone`,
      hog.id,
      runningOut.id,
      idle.id,
    ])
    const [, second] = alertRows(
      [worse],
      [
        { alert: pastLimit, isGone: false },
        { alert: hog, isGone: false },
      ],
    )
    expect(second?.alert.severity).toBe('imminent')
  })

  test('let go what is snoozed even then: that is what was asked for', () => {
    expect(idsOf([snoozed(pastLimit), hog], [pastLimit, hog])).toEqual([hog.id])
  })

  test('are in full for the worst, and for others that fail within a minute', () => {
    const fullOf = (alerts: readonly Alert[]) => alertRows(alerts, null).map(isInFull)
    expect(fullOf([pastLimit, hog, idle])).toEqual([true, false, false])
    const other = { ...runningOut, id: alertId('other') }
    expect(fullOf([runningOut, other, hog])).toEqual([true, true, false])
    expect(fullOf([runningOut, other, other, other])).toEqual([true, true, true, false])
    expect(isInFull({ alert: runningOut, isGone: true }, 0)).toBe(false)
  })
})

describe('a card in place of an alert', () => {
  const machine = { loads: [beyond], findings: [refused] }

  test('is the load that will not fit, and the finding that it is about', () => {
    const snapshot = { ...machine, alerts: [willNotFit, failure, hog] }
    expect([...alertCards(snapshot)]).toEqual([
      [willNotFit.id, { kind: 'load', load: beyond }],
      [failure.id, { kind: 'finding', finding: refused }],
    ])
    expect(toldInAlerts(snapshot)).toEqual(new Set([beyond.id, refused.id]))
  })

  test('is none where the alert is not told, or not of now: the lists keep what they have', () => {
    for (const quiet of [snoozed, stale, clearing])
      expect(toldInAlerts({ ...machine, alerts: [quiet(willNotFit), quiet(failure)] }).size).toBe(0)
  })

  test('is none for what its card does not say, nor a second time', () => {
    const swapping = { ...willNotFit, id: alertId('swapping'), rule: 'swapping' } as const
    expect(alertCards({ ...machine, alerts: [swapping] }).size).toBe(0)
    const again = { ...failure, id: alertId('again') }
    expect([...alertCards({ ...machine, alerts: [failure, again] }).keys()]).toEqual([failure.id])
  })
})

test('a card in which something was pressed keeps its place when its alert has gone', () => {
  const rows = alertRows([runningOut, idle], null)
  const placed = withPressed(rows, [{ alert: hog, place: 1 }])
  expect(placed.map(({ alert, isGone }) => [alert.id, isGone])).toEqual([
    [runningOut.id, false],
    [hog.id, true],
    [idle.id, false],
  ])
  expect(withPressed(rows, [{ alert: idle, place: 0 }])).toEqual(rows)
})
