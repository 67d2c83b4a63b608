import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder } from '../processes.ts'

/** Settings in a real file, on a disk that is full as long as the test says so. */
async function opened(text = '{"language":"system"}') {
  const path = join(tempFolder(), 'settings.json')
  writeFileSync(path, text)
  const local = localHost()
  const disk = { isFull: false }
  const host: Parameters<typeof openSettings>[0] = {
    ask: local.ask,
    clock: local.clock,
    writeFile: async (...given) =>
      disk.isFull
        ? { kind: 'failed', reason: 'the disk is full', atMs: 0, tookMs: 0 }
        : local.writeFile(...given),
  }
  const store = await openSettings(host, path)
  return { store, path, disk, inFile: (): unknown => JSON.parse(readFileSync(path, 'utf8')) }
}

describe('a change that could not be written', () => {
  test('holds however often the file is read again', async () => {
    const { store, disk, inFile } = await opened()
    const heard: string[] = []
    store.onChange(({ language }) => heard.push(language))
    disk.isFull = true
    await store.change({ language: 'de' })
    await store.refresh()
    await store.refresh()
    expect([store.current().language, heard]).toEqual(['de', ['de']])
    expect(inFile()).toEqual({ language: 'system' })
  })

  test('does not hide what another Headroom has written beside it', async () => {
    const { store, path, disk } = await opened()
    disk.isFull = true
    await store.change({ language: 'de' })
    const other = await openSettings(localHost(), path)
    await other.change({ isIntroduced: true })
    await store.refresh()
    expect(store.current()).toEqual({ ...defaultSettings, language: 'de', isIntroduced: true })
  })

  test('is in the file with the next one that can, and is no more owed then', async () => {
    const { store, path, disk, inFile } = await opened()
    disk.isFull = true
    await store.change({ language: 'de' })
    disk.isFull = false
    await store.change({ isIntroduced: true })
    const both = { ...defaultSettings, language: 'de', isIntroduced: true }
    expect([store.current(), inFile()]).toEqual([both, both])
    const other = await openSettings(localHost(), path)
    await other.change({ language: 'en' })
    await store.refresh()
    expect(store.current().language).toBe('en')
  })

  test('gives way to a later one of the same setting', async () => {
    const { store, disk, inFile } = await opened()
    disk.isFull = true
    await Promise.all([store.change({ language: 'de' }), store.change({ language: 'zh-Hans' })])
    await store.refresh()
    expect(store.current().language).toBe('zh-Hans')
    disk.isFull = false
    await store.change({ language: 'en' })
    expect(inFile()).toEqual({ ...defaultSettings, language: 'en' })
  })
})
