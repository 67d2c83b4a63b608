import { describe, expect, test } from 'vitest'
import { isAsWished } from '../../../src/renderer/settings/use-preferences.ts'
import type { PreferInput, Preferences } from '../../../src/shared/preferences.ts'
import { defaultSettings } from '../../../src/shared/settings.ts'

const now: Preferences = {
  ...defaultSettings,
  schema: 'headroom/preferences/1',
  file: '/settings.json',
  troubles: [],
  serverKeys: [],
  language: 'de',
  menuBarText: 'room',
  isIntroduced: true,
  openAtLogin: { kind: 'ok', isOn: true },
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
  ])('is in force where %s', (_, input, found) => {
    expect(isAsWished(found, input)).toBe(true)
  })

  test.each<readonly [string, PreferInput, Preferences]>([
    ['the language is another', { language: 'en' }, now],
    ['one of two is another', { language: 'de', openAtLogin: false }, now],
    ['nothing starts at login here', { language: 'de', openAtLogin: false }, elsewhere],
  ])('is not in force where %s', (_, input, found) => {
    expect(isAsWished(found, input)).toBe(false)
  })
})
