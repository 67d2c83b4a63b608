import { expect, test } from 'vitest'
import { createPage } from '../../src/main/electron/page.ts'
import type { FromMain } from '../../src/shared/contract.ts'
import type { Preferences } from '../../src/shared/preferences.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import { snapshotAt } from '../web/fake-core.ts'
import { shellParts } from '../without-app.ts'

const preferences: Preferences = {
  ...defaultSettings,
  schema: 'headroom/preferences/1',
  openAtLogin: { kind: 'ok', isOn: false, isWaiting: false },
  shell: shellParts,
  file: '/settings.json',
  troubles: [],
  serverKeys: [],
}
const view = { isShown: true, isGaugeHidden: false, mayAct: true }
const hidden = { ...view, isShown: false }

function createWorld() {
  const sent: FromMain[] = []
  const now = { snapshot: snapshotAt(1), preferences, view }
  const page = createPage({
    send: (message) => sent.push(message),
    view: () => now.view,
    current: () => now.snapshot,
    preferences: () => now.preferences,
  })
  return { page, now, sent }
}

test('a page is told how it is shown, the preferences and the last Snapshot, all at once', () => {
  const { page, sent } = createWorld()
  page.sendAll()
  expect(sent).toEqual([
    { kind: 'view', value: view },
    { kind: 'preferences', value: preferences },
    { kind: 'snapshot', value: snapshotAt(1) },
  ])
})

test('a page is told the preferences as they are now, whenever it comes into sight', () => {
  const { page, now, sent } = createWorld()
  now.preferences = { ...preferences, language: 'de' }
  page.sendPreferences()
  page.sendAll()
  const told = sent.flatMap((one) => (one.kind === 'preferences' ? [one.value.language] : []))
  expect(told).toEqual(['de', 'de'])
})

test('a hidden page is told no Snapshot and no preferences until it comes into sight', () => {
  const { page, now, sent } = createWorld()
  now.view = hidden
  page.sendSnapshot(snapshotAt(2))
  page.sendPreferences()
  expect(sent).toEqual([])
})
