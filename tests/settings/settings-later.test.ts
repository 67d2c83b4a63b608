import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder } from '../processes.ts'

/** As a later version may have written it: composed by us. */
const later = {
  gaugeStyle: 'hologram',
  menuBarText: 'room',
  panel: { side: 'left', sizes: [1, 2] },
  clocks: { lookedSeconds: 0.25, whileAsleepSeconds: 600 },
  keepWarmMinutes: 'always',
  logFiles: ['/a.log', { path: '/b.log', grammar: 'vllm' }],
  alerts: {
    off: ['thermal', 'rule-of-tomorrow'],
    hogRatio: 0.95,
    holdSeconds: { thermal: 900, 'rule-of-tomorrow': 4 },
    channels: ['push'],
  },
  relief: { beforeLoad: 'ask', byWatch: true },
}

async function opened() {
  const path = join(tempFolder(), 'settings.json')
  writeFileSync(path, JSON.stringify(later))
  const store = await openSettings(localHost(), path)
  return { store, inFile: (): unknown => JSON.parse(readFileSync(path, 'utf8')) }
}

test('a file of a later version is used as far as it is known, and what is not is told', async () => {
  const { store } = await opened()
  expect(store.current()).toEqual({
    ...defaultSettings,
    clocks: { ...defaultSettings.clocks, lookedSeconds: 1 },
    logFiles: ['/a.log'],
    alerts: {
      ...defaultSettings.alerts,
      off: ['thermal'],
      hogRatio: 0.9,
      holdSeconds: { thermal: 600 },
    },
  })
  expect(store.troubles().map((one) => one.replace(/^.*?\.json: /, ''))).toEqual([
    'gaugeStyle is "hologram", none of ring, column, dial: ring is used',
    'panel is not known, and not used',
    'clocks.lookedSeconds is 0.25, not from 1 to 10: 1 is used',
    'clocks.whileAsleepSeconds is not known, and not used',
    'keepWarmMinutes is "always", not a number from 0 to 60: 2 is used',
    'logFiles has {"path":"/b.log","grammar":"vllm"}, which is no absolute path, and not used',
    'alerts.off has "rule-of-tomorrow", which is no rule (headroom snooze lists them)',
    'alerts.hogRatio is 0.95, not from 0.1 to 0.9: 0.9 is used',
    'alerts.holdSeconds.thermal is 900, not from 0 to 600: 600 is used',
    'alerts.holdSeconds.rule-of-tomorrow is no rule (headroom snooze lists them)',
    'alerts.channels is not known, and not used',
    'relief.beforeLoad is "ask", none of nothing, offer, unload-idle: it is off',
    '1 more of the settings',
  ])
})

test('changing one setting leaves all that it wrote as it is, in groups as well', async () => {
  const { store, inFile } = await opened()
  await store.change({ language: 'de' })
  const { alerts, clocks, relief } = defaultSettings
  expect(inFile()).toEqual({
    ...defaultSettings,
    ...later,
    language: 'de',
    clocks: { ...clocks, ...later.clocks },
    alerts: { ...alerts, ...later.alerts },
    relief: { ...relief, ...later.relief },
  })
})

test('what it wrote goes with the very line that is changed, and with no other', async () => {
  const { store, inFile } = await opened()
  await store.change({
    gaugeStyle: 'dial',
    clocks: { lookedSeconds: 2 },
    alerts: { holdSeconds: { thermal: null, 'memory-hog': 5 } },
  })
  expect(inFile()).toMatchObject({
    gaugeStyle: 'dial',
    panel: later.panel,
    keepWarmMinutes: 'always',
    logFiles: later.logFiles,
    clocks: { lookedSeconds: 2, whileAsleepSeconds: 600 },
    alerts: { ...later.alerts, holdSeconds: { 'memory-hog': 5, 'rule-of-tomorrow': 4 } },
    relief: later.relief,
  })
})

test('the later version finds its own again after this one has run', async () => {
  const { store, inFile } = await opened()
  for (const language of ['de', 'en', 'zh-Hans', 'system'] as const)
    await store.change({ language })
  await store.refresh()
  expect(inFile()).toMatchObject(later)
})

test('entries of a list that only the later version knows outlive a change of that list', async () => {
  const path = join(tempFolder(), 'settings.json')
  writeFileSync(path, '{"alerts":{"off":["rule-of-tomorrow","swapping"]}}')
  const store = await openSettings(localHost(), path)
  await store.change({ alerts: { off: ['thermal'] } })
  expect(store.current().alerts.off).toEqual(['thermal'])
  const inFile: unknown = JSON.parse(readFileSync(path, 'utf8'))
  expect(inFile).toMatchObject({ alerts: { off: ['thermal', 'rule-of-tomorrow'] } })
})
