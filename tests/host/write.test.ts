import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempFolder, until } from '../processes.ts'
import { localHost } from './local-host.ts'

describe('writing a file', () => {
  test('makes it for its owner only, even where the old one was open to all', async () => {
    const path = join(tempFolder(), 'settings.json')
    writeFileSync(path, 'old', { mode: 0o644 })
    expect(await localHost().writeFile(path, 'new: ä')).toMatchObject({ kind: 'ok', value: null })
    expect(readFileSync(path, 'utf8')).toBe('new: ä')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('never shows a reader a part', async () => {
    const folder = tempFolder()
    const path = join(folder, 'settings.json')
    const texts = ['a', 'b'].map((letter) => letter.repeat(500_000))
    const host = localHost()
    await host.writeFile(path, texts[0] ?? '')
    let isWriting = true
    const write = async (): Promise<void> => {
      for (let turn = 1; turn <= 40; turn++) await host.writeFile(path, texts[turn % 2] ?? '')
      isWriting = false
    }
    const seen = new Set<string>()
    const look = async (): Promise<void> => {
      while (isWriting) seen.add(await readFile(path, 'utf8'))
    }
    await Promise.all([write(), look(), look()])
    expect([...seen].filter((text) => !texts.includes(text))).toEqual([])
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  test('twice at once: both are done, and one of both stands there whole', async () => {
    const folder = tempFolder()
    const path = join(folder, 'settings.json')
    const host = localHost()
    const texts = ['one', 'two', 'three', 'four'].map((word) => word.repeat(1_000))
    const readings = await Promise.all(texts.map((text) => host.writeFile(path, text)))
    expect(readings.map((reading) => reading.kind)).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(texts).toContain(readFileSync(path, 'utf8'))
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })
})

describe('where a file is written', () => {
  test('into a folder that is missing makes it, for its user alone', async () => {
    const folder = tempFolder()
    const reading = await localHost().writeFile(join(folder, 'missing', 'settings.json'), 'x')
    expect(reading.kind).toBe('ok')
    expect(readFileSync(join(folder, 'missing', 'settings.json'), 'utf8')).toBe('x')
    expect(statSync(join(folder, 'missing')).mode & 0o777).toBe(0o700)
  })

  test('into what is no folder leaves nothing behind', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'file'), 'mine')
    const reading = await localHost().writeFile(join(folder, 'file', 'settings.json'), 'x')
    expect(reading.kind).toBe('failed')
    expect(readdirSync(folder)).toEqual(['file'])
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('mine')
  })

  test('over a folder says so and leaves nothing behind', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'settings.json'))
    const reading = await localHost().writeFile(join(folder, 'settings.json'), 'x')
    expect(reading).toMatchObject({ kind: 'failed', reason: 'it is a folder' })
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })
})

describe('watching', () => {
  test('wakes when the file changes, and no more once it is stopped', async () => {
    const path = join(tempFolder(), 'log')
    writeFileSync(path, 'one')
    const host = localHost()
    let wakes = 0
    const reading = host.watch(path, () => wakes++)
    writeFileSync(path, 'one two')
    await until('a wake', () => (wakes > 0 ? true : null))
    if (reading.kind === 'ok') reading.value()
    const before = wakes
    writeFileSync(path, 'one two three')
    await host.ask({ kind: 'file', path })
    expect(wakes).toBe(before)
  })

  test('wakes when a file is put into the folder', async () => {
    const folder = tempFolder()
    let wakes = 0
    const host = localHost()
    expect(host.watch(folder, () => wakes++).kind).toBe('ok')
    await host.writeFile(join(folder, 'new'), 'x')
    await until('a wake', () => (wakes > 0 ? true : null))
  })

  test('what is not there says so at once', () => {
    expect(localHost().watch('/no/such/file', () => undefined).kind).toBe('absent')
  })
})
