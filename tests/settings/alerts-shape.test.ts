import { describe, expect, test } from 'vitest'
import { alertsShape } from '../../src/main/settings/alerts-shape.ts'
import {
  alertBounds,
  defaultAlertSettings,
  type AlertSettings,
} from '../../src/shared/alert-settings.ts'

const read = (given: unknown): AlertSettings => alertsShape.parse(given)

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

  test('may be none: then good news are told', () => {
    expect(read({ off: [] }).off).toEqual([])
  })

  test('are the default where they are no list', () => {
    for (const off of ['thermal', null, 1, {}]) expect(read({ off }).off).toEqual(['good-news'])
  })

  test('are looked for among the first names of a list that never ends, and are there once', () => {
    const off = [...Array.from({ length: 64 }, () => 'thermal'), 'memory-hog']
    expect(read({ off }).off).toEqual(['thermal'])
  })
})

test('what a later version has written stays', () => {
  expect(read({ hogRatio: 0.5, later: { a: 1 } })).toEqual({
    ...defaultAlertSettings,
    hogRatio: 0.5,
    later: { a: 1 },
  })
})
