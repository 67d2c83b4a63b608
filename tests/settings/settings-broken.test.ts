import {
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import { defaultSettings, type Settings } from '../../src/shared/settings.ts'
import { localHost } from '../host/local-host.ts'
import { sleep, tempFolder, until } from '../processes.ts'

const off: Settings = { ...defaultSettings, menuBarText: 'off' }

/** Settings from a real file; `text`: what stands in it. */
async function opened(text: string) {
  const folder = tempFolder()
  const path = join(folder, 'settings.json')
  writeFileSync(path, text)
  const store = await openSettings(localHost(), path)
  return {
    store,
    path,
    inFile: (): unknown => JSON.parse(readFileSync(path, 'utf8')),
    names: () => readdirSync(folder).sort(),
  }
}

describe('a file that is broken is kept aside, and the defaults are in force:', () => {
  test.each([
    ['cut', '{"menuBarText":"off"'],
    ['not JSON', 'menuBarText = off'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['a text', '"off"'],
    ['deep', '['.repeat(30_000)],
  ])('%s', async (_, text) => {
    const { store, path, inFile, names } = await opened(text)
    expect(store.current()).toEqual(defaultSettings)
    const sentence = `${path} is broken: the defaults are used; it is kept as ${path}.broken`
    expect(store.trouble()).toBe(sentence)
    await store.change({ menuBarText: 'off' })
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text)
    expect(statSync(`${path}.broken`).mode & 0o777).toBe(0o600)
    expect([inFile(), names()]).toEqual([off, ['settings.json', 'settings.json.broken']])
  })

  test('where it cannot be kept, nobody says that it is, and it is not written over', async () => {
    const path = join(tempFolder(), 'settings.json')
    writeFileSync(path, 'broken')
    const local = localHost()
    const full = { kind: 'failed', reason: 'the disk is full', atMs: 0, tookMs: 0 } as const
    const disk = { isFull: true }
    const store = await openSettings(
      { ...local, writeFile: async (...given) => (disk.isFull ? full : local.writeFile(...given)) },
      path,
    )
    expect(store.trouble()).toBe(`${path} is broken: the defaults are used`)
    expect(await store.change({ menuBarText: 'off' })).toEqual(full)
    expect(readFileSync(path, 'utf8')).toBe('broken')
    disk.isFull = false
    expect((await store.change({ menuBarText: 'off' })).kind).toBe('ok')
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe('broken')
  })
})

describe('of two files that were broken', () => {
  test('the second does not replace the first where it was kept', async () => {
    const { store, path, names } = await opened('first')
    await store.change({ menuBarText: 'off' })
    writeFileSync(path, 'second')
    await store.refresh()
    await sleep(1_100)
    await store.refresh()
    expect(store.troubles()).toEqual([
      `${path} is broken: what was in force stays; it is kept as ${path}.broken-2`,
    ])
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe('first')
    expect(readFileSync(`${path}.broken-2`, 'utf8')).toBe('second')
    await store.refresh()
    expect(names()).toHaveLength(3)
  })

  test('one is kept where both are the same, and the twentieth name is the last', async () => {
    const { path, names } = await opened('same')
    await openSettings(localHost(), path)
    expect(names()).toEqual(['settings.json', 'settings.json.broken'])
    for (let round = 2; round <= 22; round++) {
      writeFileSync(path, `broken ${round}`)
      await openSettings(localHost(), path)
    }
    expect(names()).toHaveLength(21)
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe('same')
    expect(readFileSync(`${path}.broken-20`, 'utf8')).toBe('broken 22')
  })
})

describe('where a broken file went', () => {
  test('is told in the same words however often the file is read', async () => {
    const { store } = await opened('broken')
    const told = store.troubles()
    await store.refresh()
    expect(store.troubles()).toEqual(told)
    expect(told).toHaveLength(1)
  })

  test('is told beside what else of the settings is not used', async () => {
    const { store, path } = await opened('{"units":"furlong"}')
    const [ofUnits = 'nothing'] = store.troubles()
    writeFileSync(path, 'broken')
    await store.refresh()
    await until('the trouble', () => store.trouble()?.includes('is broken') || null)
    expect(store.troubles()).toEqual([expect.stringContaining('is broken'), ofUnits])
  })

  test('is told for as long as only we have written since', async () => {
    const { store, path } = await opened('broken')
    await store.change({ menuBarText: 'off' })
    await store.refresh()
    expect(store.trouble()).toMatch(/it is kept as .*\.broken$/)
    writeFileSync(path, '{"menuBarText":"room"}')
    await store.refresh()
    expect([store.trouble(), store.current()]).toEqual([null, defaultSettings])
  })
})

describe('a file that is followed', () => {
  test('while an editor writes it in place leaves nothing behind, and says nothing', async () => {
    const { store, path, names } = await opened('{"menuBarText":"off"}')
    for (const half of ['', '{"menu', '{"menuBarText":"ro']) {
      writeFileSync(path, half)
      await store.refresh()
      expect([store.trouble(), store.current().menuBarText]).toEqual([null, 'off'])
    }
    writeFileSync(path, '{"menuBarText":"room"}')
    await sleep(1_100)
    expect([store.trouble(), store.current().menuBarText]).toEqual([null, 'room'])
    expect(names()).toEqual(['settings.json'])
  })

  test('and stays broken is kept aside and told a second later, by itself', async () => {
    const { store, path, names } = await opened('{"menuBarText":"off"}')
    writeFileSync(path, '{"menu')
    await store.refresh()
    await until('the trouble', () => store.trouble())
    expect(store.trouble()).toMatch(/what was in force stays; it is kept as .*\.broken$/)
    expect([names().length, store.current().menuBarText]).toEqual([2, 'off'])
  })

  test('with nothing in it is broken, and no copy of it is kept', async () => {
    const { store, path, names } = await opened('')
    expect(store.trouble()).toBe(`${path} is broken: the defaults are used`)
    await store.change({ menuBarText: 'off' })
    expect(names()).toEqual(['settings.json'])
  })
})

test('a file that begins with the mark of its byte order is read', async () => {
  const { store } = await opened('\ufeff{"menuBarText":"off"}')
  expect([store.trouble(), store.current().menuBarText]).toEqual([null, 'off'])
})

test('a file that is a link stays one, and what it leads to is written', async () => {
  const { path } = await opened('{}')
  const kept = join(tempFolder(), 'dotfile.json')
  writeFileSync(kept, '{"later":1}')
  rmSync(path)
  symlinkSync(kept, path)
  const store = await openSettings(localHost(), path)
  await store.change({ menuBarText: 'off' })
  expect(lstatSync(path).isSymbolicLink()).toBe(true)
  expect(JSON.parse(readFileSync(kept, 'utf8'))).toMatchObject({ later: 1, menuBarText: 'off' })
})
