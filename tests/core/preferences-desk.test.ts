import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { handle } from '../../src/main/core/handle.ts'
import { createPreferencesDesk } from '../../src/main/core/preferences-desk.ts'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import type { Scope } from '../../src/shared/contract.ts'
import type { OpenAtLogin } from '../../src/shared/preferences.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder } from '../processes.ts'
import { createFakeCore } from '../web/fake-core.ts'

const absent: OpenAtLogin = { kind: 'absent', reason: 'not by a server' }

/** Real settings in a real file; asked as a client asks. */
async function desk(openAtLogin: OpenAtLogin = { kind: 'ok', isOn: false }, folder = tempFolder()) {
  const path = join(folder, 'settings.json')
  const settings = await openSettings(localHost(), path)
  const wishes: boolean[] = []
  let reading = openAtLogin
  const loginItem = {
    reading: () => reading,
    set: (isOn: boolean) => {
      wishes.push(isOn)
      reading = { kind: 'ok', isOn }
    },
  }
  const made = createPreferencesDesk({ settings, loginItem })
  const core = { ...createFakeCore(), ...made }
  const ask = (name: string, input: unknown, scopes: readonly Scope[] = ['read', 'act']) =>
    handle(core, { scopes: new Set(scopes), setLooking: null }, name, input)
  return { ask, path, made, wishes, inFile: (): unknown => JSON.parse(readFileSync(path, 'utf8')) }
}

const usual = {
  schema: 'headroom/preferences/1',
  language: 'system',
  menuBarText: 'room',
  isIntroduced: false,
  openAtLogin: { kind: 'ok', isOn: false },
}
const ok = (value: unknown) => ({ kind: 'ok', value })

describe('the preferences', () => {
  test('are the defaults where nothing was chosen', async () => {
    const { ask } = await desk()
    expect(await ask('preferences', null)).toEqual(ok(usual))
  })

  test('are changed one by one: what is not named stays, and stays in the file', async () => {
    const { ask, inFile } = await desk()
    await ask('prefer', { language: 'de' })
    const both = { ...usual, language: 'de', isIntroduced: true }
    expect(await ask('prefer', { isIntroduced: true })).toEqual(ok(both))
    expect(await ask('preferences', null)).toEqual(ok(both))
    expect(inFile()).toMatchObject({ language: 'de', isIntroduced: true, menuBarText: 'room' })
  })

  test('are those that another Headroom has written meanwhile, and neither loses the other’s', async () => {
    const folder = tempFolder()
    const one = await desk(undefined, folder)
    const other = await desk(undefined, folder)
    await Promise.all([
      one.ask('prefer', { language: 'zh-Hans' }),
      other.ask('prefer', { menuBarText: 'off' }),
    ])
    const both = ok({ ...usual, language: 'zh-Hans', menuBarText: 'off' })
    expect(await one.ask('preferences', null)).toEqual(both)
    expect(await other.ask('preferences', null)).toEqual(both)
    expect(other.made.language()).toBe('zh-Hans')
  })

  test('tell when the language is another, and only then', async () => {
    const { ask, made } = await desk()
    const heard: unknown[] = []
    const stop = made.onLanguage(() => heard.push(made.language()))
    await ask('prefer', { menuBarText: 'off' })
    await ask('prefer', { language: 'de' })
    await ask('prefer', { language: 'de', isIntroduced: true })
    stop()
    await ask('prefer', { language: 'en' })
    expect(heard).toEqual(['de'])
  })
})

describe('the preferences of the login', () => {
  test('start at login, where the shell can, and write no file for it', async () => {
    const { ask, inFile } = await desk()
    const on = { ...usual, openAtLogin: { kind: 'ok', isOn: true } }
    expect(await ask('prefer', { openAtLogin: true })).toEqual(ok(on))
    expect(inFile).toThrow('ENOENT')
  })

  test('withdraw the start at login also where it reads as off: macOS may still wait for a consent', async () => {
    const { ask, wishes } = await desk()
    expect(await ask('prefer', { openAtLogin: false })).toEqual(ok(usual))
    expect(wishes).toEqual([false])
  })

  test('say why this shell does not start at login, and do all else', async () => {
    const { ask } = await desk(absent)
    expect(await ask('preferences', null)).toEqual(ok({ ...usual, openAtLogin: absent }))
    const refused = { kind: 'refused', reason: 'not by a server' }
    expect(await ask('prefer', { language: 'de', openAtLogin: true })).toEqual(refused)
    const changed = { ...usual, language: 'de', openAtLogin: absent }
    expect(await ask('preferences', null)).toEqual(ok(changed))
  })
})

describe('preferences are refused, with a sentence,', () => {
  test('in a recording', async () => {
    const core = { ...createFakeCore(), ...createPreferencesDesk(undefined) }
    const caller = { scopes: new Set<Scope>(['read', 'act']), setLooking: null }
    const reason = 'this is a recording: settings belong to the machine that is watched'
    for (const [name, input] of [
      ['preferences', null],
      ['prefer', { language: 'de' }],
    ] as const)
      expect(await handle(core, caller, name, input)).toEqual({ kind: 'refused', reason })
    expect(core.language()).toBeUndefined()
  })

  test('where the file cannot be written: they are in force all the same', async () => {
    const file = join(tempFolder(), 'file')
    writeFileSync(file, 'no folder')
    const { ask, made } = await desk(undefined, file)
    expect(await ask('prefer', { language: 'de' })).toEqual({
      kind: 'refused',
      reason:
        'the settings could not be written (part of its path is not a folder): this holds until Headroom ends',
    })
    expect(made.language()).toBe('de')
  })

  test('to whoever may only read', async () => {
    const { ask } = await desk()
    const reason = 'acting is not allowed here: --allow-acts'
    expect(await ask('prefer', { language: 'de' }, ['read'])).toEqual({ kind: 'refused', reason })
    expect(await ask('preferences', null, ['read'])).toEqual(ok(usual))
  })

  test.each([
    ['a language that there is not', { language: 'tlh' }],
    ['a name that there is not', { colour: 'red' }],
    ['a wrong kind', { isIntroduced: 'yes' }],
    ['nothing', null],
  ])('for %s', async (_, input) => {
    const { ask } = await desk()
    const reason = 'the request is not of the form it should have'
    expect(await ask('prefer', input)).toEqual({ kind: 'refused', reason })
  })
})
