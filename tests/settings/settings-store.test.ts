import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import { defaultSettings, type Settings } from '../../src/shared/settings.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder } from '../processes.ts'

const off: Settings = { ...defaultSettings, menuBarText: 'off' }

/** Settings from a real file; `text`: what stands in it, null for none. */
async function opened(text: string | null) {
  const folder = tempFolder()
  const path = join(folder, 'settings.json')
  if (text !== null) writeFileSync(path, text)
  const store = await openSettings(localHost(), path)
  return {
    store,
    path,
    inFile: (): unknown => JSON.parse(readFileSync(path, 'utf8')),
    names: () => readdirSync(folder).sort(),
  }
}

describe('the settings', () => {
  test('are the defaults where there is no file, and none is made', async () => {
    const { store, names } = await opened(null)
    expect([store.current(), store.trouble()]).toEqual([defaultSettings, null])
    expect(names()).toEqual([])
  })

  test('are those of the file', async () => {
    const { store } = await opened('{ "menuBarText": "off" }')
    expect([store.current(), store.trouble()]).toEqual([off, null])
  })

  test('are the defaults where the file leaves one out', async () => {
    const { store } = await opened('{}')
    expect([store.current(), store.trouble()]).toEqual([defaultSettings, null])
  })
})

describe.each(['logFiles', 'modelFolders'] as const)(
  'the paths that the user has named as %s',
  (list) => {
    const paths = ['/var/a.log', '/Volumes/My Disk/b.log']

    test('are those of the file, and stay in it when another setting is changed', async () => {
      const { store, inFile } = await opened(JSON.stringify({ [list]: paths }))
      expect([store.current(), store.trouble()]).toEqual([
        { ...defaultSettings, [list]: paths },
        null,
      ])
      await store.change({ menuBarText: 'off' })
      expect(inFile()).toEqual({ ...off, [list]: paths })
    })

    const many = (count: number) => Array.from({ length: count }, (_, index) => `/${index}.log`)
    test.each([
      ['a path that begins nowhere', 'a.log'],
      ['a path from a home that is not told', '~/a.log'],
      ['a path that is longer than any', `/${'a'.repeat(4_096)}`],
      ['no text', 1],
    ])('are all but the one that is %s, which costs nothing else', async (_, entry) => {
      const text = JSON.stringify({ menuBarText: 'off', [list]: ['/a.log', entry, '/b.log'] })
      const { store, names } = await opened(text)
      expect(store.current()).toEqual({ ...off, [list]: ['/a.log', '/b.log'] })
      expect(names()).toEqual(['settings.json'])
      const [told, ...others] = store.troubles()
      expect(told).toMatch(new RegExp(`: ${list} has .+, which is no absolute path, and not used$`))
      expect(others).toEqual([])
    })

    test('are the first forty of more', async () => {
      const { store } = await opened(JSON.stringify({ [list]: many(41) }))
      expect(store.current()[list]).toEqual(many(40))
      expect(store.trouble()).toContain(`${list} has more than 40 paths: the others are not used`)
    })

    test('are none where there is no list', async () => {
      const { store, names } = await opened(JSON.stringify({ [list]: '/a.log' }))
      expect(store.current()).toEqual(defaultSettings)
      expect(store.trouble()).toMatch(/\.json: \w+ is no list of paths, and not used$/)
      expect(names()).toEqual(['settings.json'])
    })

    test('may be forty', async () => {
      const { store } = await opened(JSON.stringify({ [list]: many(40) }))
      expect(store.current()[list]).toHaveLength(40)
    })
  },
)

describe('the lines of alerts', () => {
  test('are those of the file, and stay in it when another setting is changed', async () => {
    const { store, inFile } = await opened('{"alerts":{"hogRatio":0.6,"off":["thermal"]}}')
    const alerts = { ...defaultSettings.alerts, hogRatio: 0.6, off: ['thermal'] }
    expect(store.current()).toEqual({ ...defaultSettings, alerts })
    await store.change({ menuBarText: 'off' })
    expect(inFile()).toEqual({ ...off, alerts })
  })

  test.each([
    ['wrong', '"loud"'],
    ['missing', 'null'],
    ['out of bounds', '{"hogRatio":7}'],
  ])('that are %s cost nothing else, and the file stays', async (_, alerts) => {
    const { store, names } = await opened(`{"menuBarText":"off","alerts":${alerts}}`)
    const { hogRatio, ...others } = defaultSettings.alerts
    expect(store.current().menuBarText).toBe('off')
    expect(store.current().alerts).toMatchObject(others)
    expect(store.current().alerts.hogRatio).toBe(alerts.includes('7') ? 0.9 : hogRatio)
    expect(names()).toEqual(['settings.json'])
    expect(store.trouble()).toMatch(/\/settings\.json: alerts.*used$/)
  })
})

describe('a change of the settings', () => {
  test('is in force at once, told to all, and in the file for its owner only', async () => {
    const { store, path, inFile, names } = await opened(null)
    const heard: string[] = []
    store.onChange(({ menuBarText }) => heard.push(menuBarText))
    const writing = store.change({ menuBarText: 'off' })
    expect([store.current().menuBarText, heard]).toEqual(['off', ['off']])
    expect((await writing).kind).toBe('ok')
    expect([inFile(), names()]).toEqual([off, ['settings.json']])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).toMatch(
      /^\{\n {2}"gaugeStyle": "ring",\n {2}"menuBarText": "off",/,
    )
  })

  test('is not told to those who have stopped listening', async () => {
    const { store } = await opened(null)
    const heard: string[] = []
    const stop = store.onChange(({ menuBarText }) => heard.push(menuBarText))
    stop()
    await store.change({ menuBarText: 'off' })
    expect(heard).toEqual([])
  })

  test('is there when they are opened again', async () => {
    const { store, path } = await opened(null)
    await store.change({ menuBarText: 'off' })
    expect((await openSettings(localHost(), path)).current()).toEqual(off)
  })

  test('leaves in the file what a later version has written there', async () => {
    const alerts = { ...defaultSettings.alerts, isOn: true, rules: [1, 2] }
    const later = { menuBarText: 'off', alerts, constructor: 5 }
    const { store, inFile } = await opened(JSON.stringify(later))
    expect(store.trouble()).toMatch(/alerts\.isOn is not known, and not used; alerts\.rules is not/)
    expect(store.current()).toEqual(off)
    await store.change({ menuBarText: 'room' })
    expect(inFile()).toEqual({ ...defaultSettings, ...later, menuBarText: 'room' })
  })

  test('after change after change, at once: the file has the last one', async () => {
    const { store, inFile } = await opened(null)
    for (let round = 0; round < 20; round++) {
      const words = ['off', 'room', 'off', 'room', round % 2 === 0 ? 'off' : 'room'] as const
      await Promise.all(words.map((menuBarText) => store.change({ menuBarText })))
      expect(inFile()).toEqual(store.current())
    }
  })

  test('that cannot be written is in force all the same, and says why', async () => {
    const file = join(tempFolder(), 'file')
    writeFileSync(file, 'no folder')
    const store = await openSettings(localHost(), join(file, 'settings.json'))
    const reading = await store.change({ menuBarText: 'off' })
    expect(reading).toMatchObject({ kind: 'failed', reason: 'part of its path is not a folder' })
    expect(store.current()).toEqual(off)
  })
})

describe('what another Headroom writes meanwhile', () => {
  test('stays in the file, comes into force with the next change, and is told', async () => {
    const { store, path, inFile } = await opened(null)
    const other = await openSettings(localHost(), path)
    const heard: string[] = []
    store.onChange(({ language, menuBarText }) => heard.push(`${language} ${menuBarText}`))
    await other.change({ language: 'de' })
    expect(store.current().language).toBe('system')
    await store.change({ menuBarText: 'off' })
    expect(inFile()).toEqual({ ...off, language: 'de' })
    expect(store.current()).toEqual({ ...off, language: 'de' })
    expect(heard).toEqual(['system off', 'de off'])
  })

  test('comes into force when the file is read again', async () => {
    const { store, path } = await opened(null)
    const other = await openSettings(localHost(), path)
    await other.change({ isIntroduced: true })
    await store.refresh()
    expect(store.current()).toEqual({ ...defaultSettings, isIntroduced: true })
  })

  test('is not lost by changes of both at once', async () => {
    const { store, path, inFile } = await opened(null)
    const other = await openSettings(localHost(), path)
    await Promise.all([
      store.change({ menuBarText: 'off' }),
      other.change({ language: 'de' }),
      store.change({ isIntroduced: true }),
    ])
    expect(inFile()).toEqual({ ...off, language: 'de', isIntroduced: true })
  })

  test('and has broken: what is in force here is written, and the broken file is kept', async () => {
    const { store, path, inFile, names } = await opened('{"language":"de"}')
    writeFileSync(path, 'broken')
    await store.refresh()
    expect(store.current().language).toBe('de')
    await store.change({ menuBarText: 'off' })
    expect(inFile()).toEqual({ ...off, language: 'de' })
    expect(names()).toEqual(['settings.json', 'settings.json.broken'])
  })

  test('and took away, was forgotten: nothing of it comes back from here', async () => {
    const { store, path, inFile } = await opened('{"language":"de","logFiles":["/a.log"]}')
    rmSync(path)
    await store.refresh()
    expect(store.current()).toEqual(defaultSettings)
    await store.change({ menuBarText: 'off' })
    expect(inFile()).toEqual(off)
  })
})

describe('a file that cannot be read', () => {
  test('leaves the defaults in force, and says why', async () => {
    const path = tempFolder()
    const store = await openSettings(localHost(), path)
    expect(store.current()).toEqual(defaultSettings)
    expect(store.trouble()).toBe(`${path}: it is a folder; the defaults are used`)
  })

  test('because it is far too large is not read, nor copied', async () => {
    const { store, path, names } = await opened(`{"x":"${'x'.repeat(70_000)}"}`)
    expect(store.current()).toEqual(defaultSettings)
    expect(store.trouble()).toBe(`${path}: larger than 65536 bytes; the defaults are used`)
    expect(names()).toEqual(['settings.json'])
  })

  test('a file that was never read is not replaced either: the change is in force, and says why', async () => {
    const text = `{"x":"${'x'.repeat(70_000)}"}`
    const { store, path } = await opened(text)
    const written = await store.change({ menuBarText: 'off' })
    expect(written).toMatchObject({ kind: 'failed', reason: 'larger than 65536 bytes' })
    expect(store.current().menuBarText).toBe('off')
    expect(readFileSync(path, 'utf8')).toBe(text)
  })
})

test('no name in the file reaches into the objects of the program', async () => {
  const { store } = await opened('{"menuBarText":"off","__proto__":{"isAdmin":true}}')
  expect(store.current()).toEqual(off)
  expect('isAdmin' in store.current()).toBe(false)
})
