import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLocalHost } from '../../src/main/host/local.ts'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import type { ReliefSettings } from '../../src/shared/relief-settings.ts'
import { tempFolder } from '../processes.ts'

/** As a person has written it into the file. */
async function opened(relief: unknown) {
  const path = join(tempFolder(), 'settings.json')
  await writeFile(path, JSON.stringify(relief === undefined ? {} : { relief }))
  const settings = await openSettings(createLocalHost(), path)
  const trouble = settings.trouble()?.replace(`${path}: `, '') ?? null
  return { relief: settings.current().relief, trouble }
}

const off: ReliefSettings = {
  neverSuggest: [],
  unloadIdleAfterMinutes: null,
  beforeLoad: 'nothing',
}

describe('what happens by itself', () => {
  test.each([undefined, {}, { unloadIdleAfterMinutes: null }])(
    'is nothing by %j',
    async (given) => {
      expect(await opened(given)).toEqual({ relief: off, trouble: null })
    },
  )

  test('is what is written', async () => {
    const chosen: ReliefSettings = {
      neverSuggest: ['Loom', 'com.example.zed'],
      unloadIdleAfterMinutes: 20,
      beforeLoad: 'unload-idle',
    }
    expect(await opened(chosen)).toEqual({ relief: chosen, trouble: null })
  })

  test.each<[unknown, ReliefSettings, string]>([
    ['yes', off, 'relief is no object: nothing happens by itself'],
    [
      { beforeLoad: 'always' },
      off,
      'relief.beforeLoad is "always", none of nothing, offer, unload-idle: it is off',
    ],
    [
      { unloadIdleAfterMinutes: '20' },
      off,
      'relief.unloadIdleAfterMinutes is "20", not a number from 1 to 1440: it is off',
    ],
    ...[0, -1, -60, 0.5].map((minutes): [unknown, ReliefSettings, string] => [
      { unloadIdleAfterMinutes: minutes },
      off,
      `relief.unloadIdleAfterMinutes is ${minutes}, not from 1 to 1440: it is off`,
    ]),
    [
      { unloadIdleAfterMinutes: 1441 },
      { ...off, unloadIdleAfterMinutes: 1440 },
      'relief.unloadIdleAfterMinutes is 1441, not from 1 to 1440: 1440 is used',
    ],
    [{ neverSuggest: 'Loom' }, off, 'relief.neverSuggest is no list of names, and not used'],
    [
      { neverSuggest: ['Loom', 7] },
      { ...off, neverSuggest: ['Loom'] },
      'relief.neverSuggest has 7, which is no name, and not used',
    ],
  ])('by %j, which is wrong, is told', async (given, relief, trouble) => {
    expect(await opened(given)).toEqual({ relief, trouble })
  })

  test('is told also of a name that is no setting, in bounds', async () => {
    const names = Array.from({ length: 14 }, (_, index) => `a${index}\u001b`)
    const { trouble } = await opened(Object.fromEntries(names.map((name) => [name, 1])))
    const told = names.slice(0, 12).map((_, index) => `relief.a${index}\ufffd`)
    expect(trouble).toBe(
      [...told.map((name) => `${name} is not known, and not used`), '2 more of the settings'].join(
        '; ',
      ),
    )
  })
})
