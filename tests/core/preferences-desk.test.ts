import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { handle } from '../../src/main/core/handle.ts'
import { createPreferencesDesk } from '../../src/main/core/preferences-desk.ts'
import { openServerKeys } from '../../src/main/settings/server-keys.ts'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import type { Scope } from '../../src/shared/contract.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import type { OpenAtLogin, Preferences } from '../../src/shared/preferences.ts'
import { localHost } from '../host/local-host.ts'
import { sleep, tempFolder } from '../processes.ts'
import { createFakeCore } from '../web/fake-core.ts'
import { shellParts, withoutApp } from '../without-app.ts'

const absent: OpenAtLogin = { kind: 'absent', reason: 'not by a server' }

/** Real settings in a real file; asked as a client asks. */
async function desk(
  reading: OpenAtLogin = { kind: 'ok', isOn: false, isWaiting: false },
  folder = tempFolder(),
  statMs = 0,
) {
  const path = join(folder, 'settings.json')
  const local = localHost()
  const ask: typeof local.ask = async (question) => {
    if (question.kind === 'stat') await sleep(statMs)
    return local.ask(question)
  }
  const settings = await openSettings({ ...local, ask }, path)
  const wishes: boolean[] = []
  const loginItem = {
    reading: () => reading,
    set: (isOn: boolean) => {
      wishes.push(isOn)
      reading = { kind: 'ok', isOn, isWaiting: false }
    },
    onChange: () => () => undefined,
  }
  const keys = await openServerKeys(localHost(), join(folder, 'server-keys.json'))
  const made = createPreferencesDesk({ settings, loginItem, shell: withoutApp, keys })
  const core = { ...createFakeCore(), ...made }
  const asking = (name: string, input: unknown, scopes: readonly Scope[] = ['read', 'act']) =>
    handle(core, { scopes: new Set(scopes), setLooking: null }, name, input)
  return {
    ask: asking,
    path,
    made,
    keys,
    wishes,
    usual: { ...unchosen, file: path },
    inFile: (): unknown => JSON.parse(readFileSync(path, 'utf8')),
  }
}

const unchosen = {
  ...defaultSettings,
  schema: 'headroom/preferences/1',
  openAtLogin: { kind: 'ok', isOn: false, isWaiting: false },
  shell: shellParts,
  troubles: [],
  serverKeys: [],
}
const ok = (value: unknown) => ({ kind: 'ok', value })

describe('the preferences', () => {
  test('are the defaults where nothing was chosen', async () => {
    const { ask, usual } = await desk()
    expect(await ask('preferences', null)).toEqual(ok(usual))
  })

  test('are changed one by one: what is not named stays, and stays in the file', async () => {
    const { ask, inFile, usual } = await desk()
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
    const both = ok({ ...one.usual, language: 'zh-Hans', menuBarText: 'off' })
    expect(await one.ask('preferences', null)).toEqual(both)
    expect(await other.ask('preferences', null)).toEqual(both)
    expect(other.made.language()).toBe('zh-Hans')
  })

  test('asked for one after the other, end with the last, however slowly the disk answers of the first', async () => {
    const { ask, usual } = await desk(undefined, undefined, 200)
    await Promise.all([
      ask('prefer', { logFiles: ['/no-such/a.log'], gaugeStyle: 'dial' }),
      ask('prefer', { logFiles: [], gaugeStyle: 'column' }),
    ])
    expect(await ask('preferences', null)).toEqual(ok({ ...usual, gaugeStyle: 'column' }))
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

describe('the preferences of a user with keys', () => {
  test('tell that a file of keys is broken, and where it went', async () => {
    const folder = tempFolder()
    const path = join(folder, 'server-keys.json')
    writeFileSync(path, 'broken')
    const troubles = [
      `${path} is broken: servers that want a key stay closed; it is kept as ${path}.broken`,
    ]
    const { ask, usual } = await desk(undefined, folder)
    expect(await ask('preferences', null)).toEqual(ok({ ...usual, troubles }))
  })
})

describe('the preferences of the login', () => {
  test('start at login, where the shell can, and write no file for it', async () => {
    const { ask, inFile, usual } = await desk()
    const on = { ...usual, openAtLogin: { kind: 'ok', isOn: true, isWaiting: false } }
    expect(await ask('prefer', { openAtLogin: true })).toEqual(ok(on))
    expect(inFile).toThrow('ENOENT')
  })

  test('withdraw the start at login also where it reads as off: macOS may still wait for a consent', async () => {
    const { ask, wishes, usual } = await desk()
    expect(await ask('prefer', { openAtLogin: false })).toEqual(ok(usual))
    expect(wishes).toEqual([false])
  })

  test('say why this shell does not start at login, and change nothing else then', async () => {
    const { ask, usual } = await desk(absent)
    expect(await ask('preferences', null)).toEqual(ok({ ...usual, openAtLogin: absent }))
    const refused = { kind: 'refused', reason: 'not by a server' }
    expect(await ask('prefer', { language: 'de', openAtLogin: true })).toEqual(refused)
    expect(await ask('preferences', null)).toEqual(ok({ ...usual, openAtLogin: absent }))
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
    const { ask, usual } = await desk()
    const reason = 'acting is not allowed here: --allow-acts'
    expect(await ask('prefer', { language: 'de' }, ['read'])).toEqual({ kind: 'refused', reason })
    expect(await ask('preferences', null, ['read'])).toEqual(ok(usual))
  })

  test.each([
    [
      'a language that there is not',
      { language: 'tlh' },
      'Headroom speaks English, German and simplified Chinese, or as the system does',
    ],
    ['a name that there is not', { colour: 'red' }, 'there is no setting named colour'],
    [
      'a line beyond its bounds',
      { alerts: { hogRatio: 4 } },
      'one app may hold between 10 % and 90 % of RAM before you are told',
    ],
    ['no yes or no', { openAtLogin: 'yes' }, 'Headroom starts at login, or it does not'],
    ['nothing', null, 'the request is not of the form it should have'],
  ])('for %s, and nothing is changed', async (_, input, reason) => {
    const { ask, inFile, wishes } = await desk()
    const more = input === null ? null : { menuBarText: 'off', openAtLogin: true, ...input }
    expect(await ask('prefer', more)).toEqual({ kind: 'refused', reason })
    expect(inFile).toThrow('ENOENT')
    expect(wishes).toEqual([])
  })
})

describe('a path is refused, with a sentence,', () => {
  test('for a folder where a log is meant, a file where a folder is, and not for what may come yet', async () => {
    const { ask, path } = await desk()
    const folder = dirname(path)
    writeFileSync(path, '{}')
    expect(await ask('prefer', { logFiles: [folder] })).toEqual({
      kind: 'refused',
      reason: `a log is a file, and this is a folder: ${folder}`,
    })
    expect(await ask('prefer', { modelFolders: [path] })).toEqual({
      kind: 'refused',
      reason: `models are looked for in folders, and this is a file: ${path}`,
    })
    const later = [join(folder, 'later.log')]
    expect(await ask('prefer', { logFiles: later })).toMatchObject(ok({ logFiles: later }))
  })

  test('for a new path only: one that has become a folder holds up no other', async () => {
    const { ask, path } = await desk()
    const [one, other] = ['one.log', 'other.log'].map((name) => join(dirname(path), name))
    await ask('prefer', { logFiles: [one] })
    mkdirSync(one ?? '')
    const both = [one, other]
    expect(await ask('prefer', { logFiles: both })).toMatchObject(ok({ logFiles: both }))
  })
})

describe('whoever watches the preferences', () => {
  test('is told of every change, by whoever it was made, and of keys by their server’s name alone', async () => {
    const { made, ask, keys, path } = await desk()
    const heard: Preferences[] = []
    const stop = made.onPreferences((preferences) => heard.push(preferences))
    await ask('prefer', { alerts: { hogRatio: 0.5 } })
    await ask('prefer', { openAtLogin: true })
    await keys.keep('lmstudio', 1234, 'sk-secret')
    writeFileSync(path, '{"language":"de"}')
    await ask('preferences', null)
    stop()
    await ask('prefer', { language: 'en' })
    expect(heard.map(({ alerts }) => alerts.hogRatio).at(0)).toBe(0.5)
    expect(heard.map(({ openAtLogin }) => openAtLogin)).toContainEqual({
      kind: 'ok',
      isOn: true,
      isWaiting: false,
    })
    expect(heard.at(-1)?.serverKeys).toEqual([{ server: 'lmstudio:1234' }])
    expect(heard.at(-1)?.language).toBe('de')
    expect(JSON.stringify(heard)).not.toContain('sk-secret')
  })

  test('is told of what is wrong in the file, also where what is in force stays the same', async () => {
    const { made, ask, path } = await desk()
    const heard: Preferences[] = []
    made.onPreferences((preferences) => heard.push(preferences))
    writeFileSync(path, '{"langauge":"de"}')
    await ask('preferences', null)
    await ask('preferences', null)
    expect(heard.map(({ troubles }) => troubles)).toEqual([
      [`${path}: langauge is not known, and not used`],
    ])
  })
})

describe('of two who change two lines of a group', () => {
  test('neither undoes the other’s, in one Headroom and in two', async () => {
    const folder = tempFolder()
    const one = await desk(undefined, folder)
    const other = await desk(undefined, folder)
    await Promise.all([
      one.ask('prefer', { alerts: { hogRatio: 0.5, holdSeconds: { thermal: 20 } } }),
      one.ask('prefer', { clocks: { lookedSeconds: 2 } }),
      other.ask('prefer', { alerts: { contextRatio: 0.8, holdSeconds: { 'memory-hog': 30 } } }),
      other.ask('prefer', { clocks: { aloneSeconds: 10 } }),
    ])
    const alerts = {
      hogRatio: 0.5,
      contextRatio: 0.8,
      holdSeconds: { thermal: 20, 'memory-hog': 30 },
    }
    const both = { alerts, clocks: { lookedSeconds: 2, aloneSeconds: 10 } }
    for (const { ask } of [one, other])
      expect(await ask('preferences', null)).toMatchObject(ok(both))
  })

  test('a rule gets its own time back, and the others keep theirs', async () => {
    const { ask } = await desk()
    await ask('prefer', { alerts: { holdSeconds: { thermal: 20, 'memory-hog': 30 } } })
    const left = { alerts: { holdSeconds: { 'memory-hog': 30 } } }
    const answer = await ask('prefer', { alerts: { holdSeconds: { thermal: null } } })
    expect(answer).toMatchObject(ok(left))
    expect(JSON.stringify(answer)).not.toContain('thermal')
  })
})
