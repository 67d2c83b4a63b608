import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { functionsOf, globalsOf, importsOf, reExportsOf, type SourceFile } from './source-file.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const maxFileLines = 300
const maxFunctionLines = 60

/** Every room and its floor (style.md): a file imports from its own room and from rooms on lower floors. */
const floorOf: ReadonlyMap<string, number> = new Map([
  ['src/shared', 0],
  ['src/main/host', 1],
  ['src/renderer', 1],
  ['src/main/probes', 2],
  ['src/main/headroom', 2],
  ['src/main/apps', 2],
  ['src/main/inference', 2],
  ['src/main/settings', 2],
  ['src/main/relief', 2],
  ['src/main/history', 2],
  ['src/main/alerts', 3],
  ['src/main/fit', 3],
  ['src/main/monitor', 4],
  ['src/main/core', 5],
  ['src/main/electron', 6],
  ['src/main/web', 6],
  ['src/main/cli', 6],
  ['src/main', 7],
  ['src/preload', 7],
])
const renderer = 'src/renderer'
/** The rooms that may name files, processes, sockets and the clock: Host itself, and the shells. */
const worldly: ReadonlySet<string> = new Set([
  'src/main/host',
  'src/main/electron',
  'src/main/web',
  'src/main/cli',
  'src/main',
  'src/preload',
  renderer,
])
const worldlyNames: ReadonlySet<string> = new Set([
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'performance',
  'fetch',
])

function filesUnder(folder: string, pattern: RegExp): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => {
      const path = join(folder, name)
      return { path, text: readFileSync(join(root, path), 'utf8') }
    })
}

const sources = filesUnder('src', /\.tsx?$/)
const tests = filesUnder('tests', /\.ts$/)

/** The longest room that a path lies in; null for none. */
function roomOf(path: string): string | null {
  const rooms = [...floorOf.keys()].filter((room) => path.startsWith(`${room}/`))
  return rooms.sort((a, b) => b.length - a.length)[0] ?? null
}

const targetsOf = (file: SourceFile): readonly string[] =>
  importsOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(root, join(root, dirname(file.path), name)))

function isAllowed(from: string, to: string): boolean {
  const [fromRoom, toRoom] = [roomOf(from), roomOf(to)]
  if (to === 'package.json') return from === 'src/main/host/version.ts'
  if (fromRoom === null || toRoom === null) return false
  if (fromRoom === toRoom) return true
  if (fromRoom === renderer) return toRoom === 'src/shared'
  const isPreloadsBridge = fromRoom === 'src/preload' && to === 'src/main/electron/bridge.ts'
  return (
    isPreloadsBridge ||
    (toRoom !== renderer && (floorOf.get(toRoom) ?? 9) < (floorOf.get(fromRoom) ?? -1))
  )
}

describe('the walls', () => {
  test('every source file lies in a room', () => {
    expect(sources.filter((file) => roomOf(file.path) === null).map(({ path }) => path)).toEqual([])
  })

  test('imports go down, and neighbours never meet', () => {
    const wrong = sources.flatMap((file) =>
      targetsOf(file)
        .filter((to) => !/\.(css|svg)$/.test(to) && !isAllowed(file.path, to))
        .map((to) => `${file.path} -> ${to}`),
    )
    expect(wrong).toEqual([])
  })

  test('no file imports itself, however long the way', () => {
    const graph = new Map(sources.map((file) => [file.path, targetsOf(file)]))
    expect(cycleIn(graph)).toEqual([])
  })

  test('electron is named in its own room only', () => {
    const naming = sources.filter((file) =>
      importsOf(file).some((name) => /^electron(\/|$)/.test(name)),
    )
    expect(naming.map((file) => roomOf(file.path))).toEqual(naming.map(() => 'src/main/electron'))
    expect(naming.length).toBeGreaterThan(0)
  })

  test('only Host and the shells name Node, the clock and the network', () => {
    const wrong = sources
      .filter((file) => !worldly.has(roomOf(file.path) ?? ''))
      .flatMap((file) =>
        [
          ...importsOf(file).filter((name) => name.startsWith('node:')),
          ...globalsOf(file).filter((name) => worldlyNames.has(name) || name === 'Date.now'),
        ].map((name) => `${file.path}: ${name}`),
      )
    expect(wrong).toEqual([])
  })

  test('foreign input is checked with zod in main only', () => {
    const wrong = sources.filter(
      (file) =>
        !file.path.startsWith('src/main/') &&
        importsOf(file).some((name) => /^zod(\/|$)/.test(name)),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})

/** The files of one cycle, in its order; empty where there is none. */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  const visit = (path: string, way: readonly string[]): readonly string[] => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path]
    if (done.has(path)) return []
    done.add(path)
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next, [...way, path])
      if (cycle.length > 0) return cycle
    }
    return []
  }
  for (const path of graph.keys()) {
    const cycle = visit(path, [])
    if (cycle.length > 0) return cycle
  }
  return []
}

describe('the sizes', () => {
  test(`no file is longer than ${maxFileLines} lines`, () => {
    const long = [...sources, ...tests].filter(
      (file) => file.text.split('\n').length > maxFileLines + 1,
    )
    expect(long.map(({ path }) => path)).toEqual([])
  })

  test(`no function is longer than ${maxFunctionLines} lines`, () => {
    const long = [...sources, ...tests].flatMap((file) =>
      functionsOf(file)
        .filter(({ lines }) => lines > maxFunctionLines)
        .map(({ line, lines }) => `${file.path}:${line} has ${lines} lines`),
    )
    expect(long).toEqual([])
  })
})

describe('the manners', () => {
  test('nothing is exported by default or passed on from another file', () => {
    expect(
      sources.flatMap((file) => reExportsOf(file).map((what) => `${file.path}: ${what}`)),
    ).toEqual([])
  })

  test('files are kebab-case, components and their styles named by the component', () => {
    const wrong = sources.filter(({ path }) => {
      const name = path.slice(path.lastIndexOf('/') + 1)
      return !(name.endsWith('.tsx') ? /^([A-Z]\w+|main)\.tsx$/ : /^[a-z0-9-]+\.ts$/).test(name)
    })
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('no test replaces a module', () => {
    const mocking = /\bvi\s*\.\s*(mock|doMock|hoisted)\b/
    const wrong = tests.filter(
      ({ path, text }) => path !== 'tests/house.test.ts' && mocking.test(text),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('evaluations measure what production runs: each suite calls its probes, grammars, rules or Core', () => {
    const suites = tests.filter(({ path }) => /^tests\/eval\/suites\/[^/]+\.ts$/.test(path))
    const production = /^src\/main\/(probes|apps|headroom|inference|alerts|monitor|core)\//
    const adapters = tests.filter(({ path }) =>
      /^tests\/eval\/macos\/(?!adapters|match|sample)/.test(path),
    )
    const isThrough = (to: string): boolean =>
      production.test(to) || (to === 'tests/eval/macos/adapters.ts' && adapters.length > 0)
    const apart = [
      ...suites.filter((file) => !targetsOf(file).some(isThrough)),
      ...adapters.filter((file) => !targetsOf(file).some((to) => production.test(to))),
    ]
    expect(suites.length).toBeGreaterThan(0)
    expect(apart.map(({ path }) => path)).toEqual([])
  })
})
