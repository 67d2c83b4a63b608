import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import { localHost } from '../host/local-host.ts'
import { startChild, tempFolder } from '../processes.ts'

const settingsChild = fileURLToPath(new URL('settings-child.ts', import.meta.url))

test('of fifty changes by each of three processes at once, to three lines of one group, none is lost', async () => {
  const folder = tempFolder()
  const path = join(folder, 'settings.json')
  const lines = [
    ['hogGrowthMinutes', 'thermal'],
    ['idleAfterMinutes', 'memory-hog'],
  ] as const
  const children = lines.map(([line, rule]) =>
    startChild([process.execPath, settingsChild, path, line, rule, '50']),
  )
  const store = await openSettings(localHost(), path)
  for (let round = 1; round <= 30; round++)
    expect((await store.change({ alerts: { runsOutWithinMinutes: round } })).kind).toBe('ok')
  for (const child of children)
    expect([await child.ended, child.stderr()]).toEqual([{ code: 0, signal: null }, ''])
  await store.refresh()
  expect(store.current().alerts).toEqual({
    ...defaultSettings.alerts,
    hogGrowthMinutes: 50,
    idleAfterMinutes: 50,
    runsOutWithinMinutes: 30,
    holdSeconds: { thermal: 50, 'memory-hog': 50 },
  })
  expect(store.trouble()).toBeNull()
  expect(readdirSync(folder)).toEqual(['settings.json'])
})
