import { describe, expect, test } from 'vitest'
import {
  changedBy,
  listedOf,
  refusalOf,
  settingsIn,
  troublesIn,
} from '../../src/main/settings/settings-lines.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import { wrongChanges } from './wrong-changes.ts'

describe('what cannot be chosen', () => {
  test.each(wrongChanges)('is told in a sentence, also number %#', (change, sentence) => {
    expect(refusalOf(change)).toBe(sentence)
  })

  test.each(wrongChanges)(
    'is not in force where it is written by hand, and is told, also number %#',
    (change) => {
      expect(refusalOf({ ...settingsIn(change) })).toBeNull()
      expect(troublesIn(change).length).toBeGreaterThan(0)
    },
  )
})

describe('what can be chosen', () => {
  test.each([
    defaultSettings,
    {},
    { gaugeStyle: 'dial', menuBarText: 'time-left', language: 'zh-Hans', units: 'binary' },
    { clocks: { lookedSeconds: 10 }, keepWarmMinutes: 0, powerSource: 'off' },
    { alerts: { holdSeconds: { thermal: 0, 'memory-hog': 600 }, on: ['good-news'] } },
    { relief: { unloadIdleAfterMinutes: null, beforeLoad: 'offer', neverSuggest: ['Loom'] } },
    { logFiles: ['/a'], modelFolders: ['/b c'] },
    { language: undefined },
  ])('is not refused, and is in force as it is, also number %#', (change) => {
    expect(refusalOf({ ...change })).toBeNull()
    expect(troublesIn(changedBy({}, { ...change }))).toEqual([])
    expect(settingsIn(changedBy({}, { ...change }))).toMatchObject(
      JSON.parse(JSON.stringify(change)),
    )
  })
})

test('every setting is listed by its dotted name, and those that are not the default are told apart', () => {
  const listed = listedOf(settingsIn({ units: 'binary', alerts: { hogRatio: 0.5 } }))
  expect(listed).toContainEqual({ name: 'gaugeStyle', value: 'ring', isDefault: true })
  expect(listed).toContainEqual({ name: 'logFiles', value: '[]', isDefault: true })
  expect(listed.filter(({ isDefault }) => !isDefault)).toEqual([
    { name: 'units', value: 'binary', isDefault: false },
    { name: 'alerts.hogRatio', value: '0.5', isDefault: false },
  ])
  const names = Object.entries(defaultSettings).flatMap(([name, value]) =>
    typeof value === 'object' && !Array.isArray(value)
      ? Object.keys(value).map((line) => `${name}.${line}`)
      : [name],
  )
  expect(listed.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
})
