import { describe, expect, test } from 'vitest'
import { alertLines } from '../../src/main/settings/alert-lines.ts'
import { ruleIds } from '../../src/shared/alert.ts'
import {
  alertBounds,
  defaultAlertSettings,
  isOff,
  type AlertSettings,
} from '../../src/shared/alert-settings.ts'

const read = (given: unknown): AlertSettings => alertLines.used(given)
const troublesOf = (given: unknown): readonly string[] => alertLines.troubles(given, 'alerts')

const isLine = (name: string): name is keyof typeof alertBounds => name in alertBounds
const lines = Object.keys(alertBounds).filter(isLine)

describe('what a person has chosen of alerts', () => {
  test.each([
    ['nothing', undefined],
    ['no value', null],
    ['a list', [1, 2]],
    ['a text', 'all'],
    ['an empty object', {}],
  ])('is the default where it is %s', (_, given) => {
    expect(read(given)).toEqual(defaultAlertSettings)
  })

  test.each(lines)('has %s as it is given, within bounds on both sides', (name) => {
    const { least, most } = alertBounds[name]
    const between = (least + most) / 2
    expect(read({ [name]: between })).toEqual({ ...defaultAlertSettings, [name]: between })
    expect(read({ [name]: least - 1e-3 })[name]).toBe(least)
    expect(read({ [name]: -1e300 })[name]).toBe(least)
    expect(read({ [name]: most + 1e-3 })[name]).toBe(most)
    expect(read({ [name]: 1e300 })[name]).toBe(most)
  })

  test.each(lines)('has the default of %s where it is no number', (name) => {
    for (const wrong of ['4', null, true, {}, [], Number.NaN, Number.POSITIVE_INFINITY])
      expect(read({ [name]: wrong })).toEqual(defaultAlertSettings)
  })

  test.each(lines)('has a default of %s that lies within its bounds', (name) => {
    const { least, most } = alertBounds[name]
    expect(defaultAlertSettings[name]).toBeGreaterThanOrEqual(least)
    expect(defaultAlertSettings[name]).toBeLessThanOrEqual(most)
  })
})

describe('rules that are off', () => {
  test('are those that are named, without any that nobody knows', () => {
    const off = ['thermal', 'no-such-rule', 7, null, 'memory-hog', '__proto__']
    expect(read({ off }).off).toEqual(['thermal', 'memory-hog'])
  })

  test('are none where they are no list', () => {
    for (const off of ['thermal', null, 1, {}]) expect(read({ off }).off).toEqual([])
  })

  test('are those that are named, and good news unless they are asked for', () => {
    const offNow = (given: unknown) => ruleIds.filter((rule) => isOff(rule, read(given)))
    expect(offNow({})).toEqual(['good-news'])
    expect(offNow({ off: ['running-out'] })).toEqual(['running-out', 'good-news'])
    expect(offNow({ on: ['good-news'] })).toEqual([])
    expect(offNow({ on: ['good-news', 'thermal'], off: ['good-news'] })).toEqual(['good-news'])
  })

  test('are there once, and no more of them than there may be', () => {
    const off = [...Array.from({ length: 64 }, () => 'thermal'), 'memory-hog']
    expect(read({ off }).off).toEqual(['thermal', 'memory-hog'])
  })
})

describe('what of alerts is not used as it was written', () => {
  test.each([
    ['an empty object', {}, []],
    ['all that there is, within bounds', { ...defaultAlertSettings, off: ['thermal'] }, []],
    ['no object', 'loud', ['alerts is no object: the defaults are used']],
    [
      'a line above its bounds',
      { hogRatio: 40 },
      ['alerts.hogRatio is 40, not from 0.1 to 0.9: 0.9 is used'],
    ],
    [
      'a line below them',
      { hogRatio: 0 },
      ['alerts.hogRatio is 0, not from 0.1 to 0.9: 0.1 is used'],
    ],
    [
      'a line that is no number',
      { hogRatio: 'x' },
      ['alerts.hogRatio is "x", not a number from 0.1 to 0.9: 0.4 is used'],
    ],
    ['a name that nobody knows', { hogRatoi: 0.5 }, ['alerts.hogRatoi is not known, and not used']],
    [
      'a name of every object',
      { constructor: 1 },
      ['alerts.constructor is not known, and not used'],
    ],
    ['no list', { off: 'thermal' }, ['alerts.off is no list of rules, and not used']],
    [
      'a rule that is none',
      { on: ['godo-news', 7] },
      [
        'alerts.on has "godo-news", which is no rule (headroom snooze lists them)',
        'alerts.on has 7, which is no rule (headroom snooze lists them)',
      ],
    ],
  ])('is told in words: %s', (_, given, troubles) => {
    expect(troublesOf(given)).toEqual(troubles)
  })

  test('brings no terminal escapes along, and is bounded', () => {
    const [hostile] = troublesOf({ ['\u001b[2J'.repeat(50)]: 1 })
    expect(hostile).not.toContain('\u001b')
    expect(hostile?.length).toBeLessThan(90)
  })
})
