import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { admitChange } from '../../../src/main/settings/admit-change.ts'
import { reasonOf } from '../../../src/main/host/attempt.ts'
import { troublesIn } from '../../../src/main/settings/settings-lines.ts'
import { openSettings } from '../../../src/main/settings/settings-store.ts'
import { defaultSettings } from '../../../src/shared/settings.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder } from '../../processes.ts'
import { wrongChanges } from '../../settings/wrong-changes.ts'
import { sayingIn, unknownOf } from './books.ts'

const refusalOf = (given: Readonly<Record<string, unknown>>): Promise<string> =>
  admitChange(localHost(), given, defaultSettings).then(() => 'admitted', reasonOf)

describe('every language says', () => {
  test('why a setting cannot be chosen', async () => {
    const folder = tempFolder()
    const file = join(folder, 'a b, c.log')
    writeFileSync(file, '')
    const given = [
      ...wrongChanges.map(([change]) => change),
      { logFiles: [folder] },
      { modelFolders: [file] },
    ]
    const said = await Promise.all(given.map(refusalOf))
    expect(said).not.toContain('admitted')
    expect(unknownOf(said)).toEqual([])
  })

  test('what of the file is not used as it stands there', async () => {
    const many = Array.from({ length: 300 }, (_, index) => `/${index}`)
    const more = [
      { alerts: { holdSeconds: { thermal: null } } },
      { relief: { neverSuggest: many } },
    ]
    const given = [...wrongChanges.map(([change]) => change), ...more]
    const names = Array.from({ length: 14 }, (_, index) => [`unknown, ${index}`, 1])
    const troubles = [...given, Object.fromEntries(names)].flatMap((one) => troublesIn(one))
    expect(new Set(troubles).size).toBeGreaterThan(45)
    expect(unknownOf(troubles.map((one) => `/Users/some body/settings.json: ${one}`))).toEqual([])
  })

  test('that a file is broken, or cannot be read, and where it went', async () => {
    const folder = tempFolder()
    const path = join(folder, 'settings.json')
    const said: string[] = []
    writeFileSync(path, 'broken')
    const store = await openSettings(localHost(), path)
    said.push(...store.troubles())
    writeFileSync(path, 'broken again')
    await store.refresh()
    said.push(...store.troubles())
    writeFileSync(path, 'x'.repeat(70_000))
    await store.refresh()
    said.push(...store.troubles())
    const other = join(folder, 'other.json')
    mkdirSync(other)
    said.push(...(await openSettings(localHost(), other)).troubles())
    expect(said).toHaveLength(4)
    expect(unknownOf(said)).toEqual([])
  })
})

test('figures and names of the file stay as the file has them', () => {
  const [trouble = ''] = troublesIn({ alerts: { hogGrowthBytes: 4.5 } })
  expect(sayingIn('de').say(`/a/settings.json: ${trouble}`)).toBe(
    '/a/settings.json: alerts.hogGrowthBytes ist 4.5, nicht von 500000000 bis 64000000000: es gilt 500000000',
  )
})
