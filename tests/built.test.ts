import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromRoot } from './from-root.ts'
import { importsOf } from './source-file.ts'

const folder = fromRoot('out/main')

interface Chunk {
  readonly name: string
  readonly imports: readonly string[]
}

const chunkOf = (name: string): Chunk => ({
  name,
  imports: importsOf({ path: name, text: readFileSync(join(folder, name), 'utf8') }),
})

/** All chunks that can be loaded from one on, by declaration or by `import()`. */
function reachableFrom(name: string): readonly Chunk[] {
  const found = new Map<string, Chunk>()
  const waiting = [name]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue
    const chunk = chunkOf(next)
    found.set(next, chunk)
    const own = chunk.imports.filter((one) => one.startsWith('./'))
    waiting.push(...own.map((one) => one.slice('./'.length)))
  }
  return [...found.values()]
}

const namesElectron = ({ imports }: Chunk): boolean => imports.includes('electron')

describe('the built main process', () => {
  test('names Electron in two chunks, the menu bar and the command in the app, which only its entry loads', () => {
    const all = reachableFrom('index.js')
    const naming = all.filter(namesElectron).map(({ name }) => name)
    expect(naming.map((name) => name.replace(/-.{8}\.js$/, '')).toSorted()).toEqual([
      'as-command',
      'start',
    ])
    for (const one of naming) {
      const loading = all.filter(({ imports }) => imports.includes(`./${one}`))
      expect(loading.map(({ name }) => name)).toEqual(['index.js'])
    }
  })

  test('loads little before it knows that it is inside Electron', () => {
    const start = chunkOf('index.js').imports.find((name) => /\/start-/.test(name))
    const within = reachableFrom((start ?? '').slice(2)).map(({ name }) => name)
    const foreign = within.filter((name) => /^(serve|run-command|metrics)-/.test(name))
    expect(foreign).toEqual([]) // the web server and the command line are not the app's
  })

  test('looks for updates by a chunk of its own, which nothing loads before it is asked to', () => {
    const chunks = readdirSync(folder).filter((name) => name.endsWith('.js'))
    const own = chunks.filter((name) => name.startsWith('electron-updater-'))
    expect(own).toHaveLength(1)
    const isNamedBy = (name: string, way: RegExp): boolean =>
      new RegExp(`${way.source}[\`"']\\./${own[0]}`).test(readFileSync(join(folder, name), 'utf8'))
    expect(chunks.filter((name) => isNamedBy(name, /(from|import)\s*/))).toEqual([])
    const loading = chunks.filter((name) => isNamedBy(name, /import\(\s*/))
    expect(loading.map((name) => name.replace(/-.*$/, ''))).toEqual(['start'])
  })

  test('holds node-pty in the process for terminals, which loads neither Electron nor the app', () => {
    const within = reachableFrom('terminal.js')
    expect(within.filter(namesElectron)).toEqual([])
    expect(
      within.map(({ name }) => name).filter((name) => /^(start|core|index)\b/.test(name)),
    ).toEqual([])
  })
})
