import { describe, expect, test } from 'vitest'
import {
  allAsTheyCome,
  asItComes,
  isChanged,
  linesOf,
  turned,
} from '../../../src/renderer/settings/rule-lines.ts'
import { afterChange } from '../../../src/renderer/settings/after-change.ts'
import { ruleIds } from '../../../src/shared/alert.ts'
import {
  alertBounds,
  defaultAlertSettings,
  isOff,
  mayHold,
  type AlertSettings,
} from '../../../src/shared/alert-settings.ts'
import { plainPreferences } from '../../browser/preferences-page.ts'

const after = (alerts: AlertSettings, change: ReturnType<typeof turned>): AlertSettings =>
  afterChange({ ...plainPreferences, alerts }, { alerts: change }).alerts

describe('the lines of the rules', () => {
  test('stand under one rule each, and none is left out', () => {
    const all = ruleIds.flatMap(linesOf)
    expect(all.toSorted()).toEqual(Object.keys(alertBounds).toSorted())
  })
})

describe.each(ruleIds)('the rule %s', (rule) => {
  test('is turned off and on again, and nothing else changes', () => {
    const wasOff = isOff(rule, defaultAlertSettings)
    const other = after(defaultAlertSettings, turned(rule, wasOff, defaultAlertSettings))
    expect(isOff(rule, other)).toBe(!wasOff)
    expect(isChanged(rule, other)).toBe(true)
    expect(ruleIds.filter((one) => isChanged(one, other))).toEqual([rule])
    expect(after(other, turned(rule, !wasOff, other))).toEqual(defaultAlertSettings)
  })

  test('goes back to what Headroom comes with, from whatever it was', () => {
    const chosen: AlertSettings = {
      ...defaultAlertSettings,
      off: ruleIds.filter((one) => one !== 'good-news'),
      on: ruleIds,
      holdSeconds: Object.fromEntries(ruleIds.map((one) => [one, 7])),
      ...Object.fromEntries(linesOf(rule).map((line) => [line, alertBounds[line].most])),
    }
    expect(isChanged(rule, chosen)).toBe(true)
    const back = after(chosen, asItComes(rule, chosen))
    expect(isChanged(rule, back)).toBe(false)
    expect(back.holdSeconds).not.toHaveProperty(rule)
    const others = ruleIds.filter((one) => one !== rule && mayHold(one))
    expect(others.every((one) => isChanged(one, back))).toBe(true)
  })
})

test('all rules go back at once', () => {
  const chosen: AlertSettings = {
    ...defaultAlertSettings,
    off: ['thermal'],
    on: ['good-news'],
    hogRatio: 0.9,
    holdSeconds: { thermal: 1, pressure: 2 },
  }
  expect(after(chosen, allAsTheyCome)).toEqual(defaultAlertSettings)
})
