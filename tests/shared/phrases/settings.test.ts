import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDataDesk } from '../../../src/main/core/data-desk.ts'
import { createGiveServerKey } from '../../../src/main/core/give-server-key.ts'
import { keyTroubles } from '../../../src/main/core/preferences-desk.ts'
import { noHistory } from '../../core/no-history.ts'
import { admitChange } from '../../../src/main/settings/admit-change.ts'
import { reasonOf } from '../../../src/main/host/attempt.ts'
import { openServerKeys } from '../../../src/main/settings/server-keys.ts'
import { troublesIn } from '../../../src/main/settings/settings-lines.ts'
import { openSettings } from '../../../src/main/settings/settings-store.ts'
import { dataKinds } from '../../../src/shared/own-data.ts'
import { defaultSettings } from '../../../src/shared/settings.ts'
import { localHost } from '../../host/local-host.ts'
import { sleep, tempFolder } from '../../processes.ts'
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
    await sleep(1_100)
    await store.refresh()
    said.push(...store.troubles())
    writeFileSync(path, 'x'.repeat(70_000))
    await store.refresh()
    said.push(...store.troubles())
    const other = join(folder, 'other.json')
    mkdirSync(other)
    said.push(...(await openSettings(localHost(), other)).troubles())
    const keys = join(folder, 'server-keys.json')
    writeFileSync(keys, '')
    said.push(...keyTroubles(await openServerKeys(localHost(), keys)))
    writeFileSync(keys, 'broken')
    said.push(...keyTroubles(await openServerKeys(localHost(), keys)))
    said.push(...keyTroubles(await openServerKeys(localHost(), other)))
    expect(new Set(said).size).toBe(7)
    expect(unknownOf(said)).toEqual([])
  })
})

test('figures and names of the file stay as the file has them', () => {
  const [trouble = ''] = troublesIn({ alerts: { hogGrowthBytes: 4.5 } })
  expect(sayingIn('de').say(`/a/settings.json: ${trouble}`)).toBe(
    '/a/settings.json: alerts.hogGrowthBytes ist 4.5, nicht von 500000000 bis 64000000000: es gilt 500000000',
  )
})

describe('every language says, of what is kept,', () => {
  const reasonsOf = (asked: readonly Promise<unknown>[]): Promise<readonly string[]> =>
    Promise.all(asked.map((one) => one.then(() => 'not refused', reasonOf)))

  test('what would be lost, and why it could not be forgotten', async () => {
    const host = localHost()
    const world = { host, folder: tempFolder(), history: noHistory, forgetting: {} }
    const desk = createDataDesk(world)
    const failed = async () =>
      ({ kind: 'failed', reason: 'the disk is read-only', atMs: 0, tookMs: 0 }) as const
    const stuck = createDataDesk({ ...world, forgetting: { acts: failed } })
    const texts = await reasonsOf([
      ...dataKinds.map((kind) => desk.forget({ kinds: [kind], isConfirmed: false })),
      desk.forget({ kinds: dataKinds, isConfirmed: false }),
      desk.forget({ kinds: dataKinds.slice(0, 2), isConfirmed: false }),
      stuck.forget({ kinds: ['acts'], isConfirmed: true }),
      createDataDesk(undefined).ownData(),
    ])
    expect(texts).not.toContain('not refused')
    expect(unknownOf(texts)).toEqual([])
  })

  test('why a key could not be forgotten', async () => {
    const keys = await openServerKeys(localHost(), join(tempFolder(), 'server-keys.json'))
    const forgetOne = async () =>
      ({ kind: 'failed', reason: 'the disk is full', atMs: 0, tookMs: 0 }) as const
    const stuck = { ...keys, servers: () => ['jan:1337'], forgetOne }
    const giving = [undefined, keys, stuck].map((one) =>
      createGiveServerKey({ servers: null, keys: one }),
    )
    const texts = await reasonsOf(giving.map((give) => give({ server: 'jan:1337', apiKey: null })))
    expect(new Set(texts).size).toBe(3)
    expect(unknownOf(texts)).toEqual([])
  })
})
