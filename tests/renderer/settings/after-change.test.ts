import { describe, expect, test } from 'vitest'
import { afterChange, isAsWished } from '../../../src/renderer/settings/after-change.ts'
import type { PreferInput, Preferences } from '../../../src/shared/preferences.ts'
import { defaultSettings } from '../../../src/shared/settings.ts'
import { shellParts } from '../../without-app.ts'

const now: Preferences = {
  ...defaultSettings,
  schema: 'headroom/preferences/1',
  file: '/settings.json',
  troubles: [],
  serverKeys: [],
  language: 'de',
  menuBarText: 'room',
  isIntroduced: true,
  alerts: { ...defaultSettings.alerts, hogRatio: 0.5, holdSeconds: { thermal: 60 } },
  openAtLogin: { kind: 'ok', isOn: true, isWaiting: false },
  shell: shellParts,
}
const elsewhere: Preferences = {
  ...now,
  openAtLogin: { kind: 'absent', reason: 'not by a server' },
}

describe('a change that was refused', () => {
  test.each<readonly [string, PreferInput, Preferences]>([
    ['the language was only not written', { language: 'de' }, now],
    ['all that was asked for is so', { language: 'de', menuBarText: 'room' }, now],
    ['Headroom does start at login', { openAtLogin: true }, now],
    ['a line of a group was only not written', { alerts: { hogRatio: 0.5 } }, now],
    ['a hold was only not written', { alerts: { holdSeconds: { thermal: 60 } } }, now],
  ])('is in force where %s', (_, input, found) => {
    expect(isAsWished(found, input)).toBe(true)
  })

  test.each<readonly [string, PreferInput, Preferences]>([
    ['the language is another', { language: 'en' }, now],
    ['one of two is another', { language: 'de', openAtLogin: false }, now],
    ['nothing starts at login here', { language: 'de', openAtLogin: false }, elsewhere],
    ['a line of a group is another', { alerts: { hogRatio: 0.4 } }, now],
    ['a hold is not the rule’s own again', { alerts: { holdSeconds: { thermal: null } } }, now],
    ['no model is to be unloaded', { relief: { unloadIdleAfterMinutes: 30 } }, now],
  ])('is not in force where %s', (_, input, found) => {
    expect(isAsWished(found, input)).toBe(false)
  })
})

describe('a change that is asked for', () => {
  test('leaves the other lines of its group as they are', () => {
    const { clocks } = afterChange(now, { clocks: { lookedSeconds: 3 } })
    expect(clocks).toEqual({ ...defaultSettings.clocks, lookedSeconds: 3 })
  })

  test('sets one hold beside the others, and takes one back', () => {
    const { alerts } = afterChange(now, { alerts: { holdSeconds: { pressure: 20 } } })
    expect(alerts.holdSeconds).toEqual({ thermal: 60, pressure: 20 })
    const back = afterChange(now, { alerts: { holdSeconds: { thermal: null } } })
    expect(back.alerts.holdSeconds).toEqual({})
  })

  test('can be to nothing, which is something', () => {
    const on = afterChange(now, { relief: { unloadIdleAfterMinutes: 30 } })
    expect(on.relief.unloadIdleAfterMinutes).toBe(30)
    const off = afterChange(on, { relief: { unloadIdleAfterMinutes: null } })
    expect(off.relief.unloadIdleAfterMinutes).toBeNull()
  })

  test('says nothing of what it does not name', () => {
    expect(afterChange(now, { language: undefined })).toEqual(now)
  })
})
