import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fromRoot } from '../from-root.ts'

const textOf = (path: string): string => readFileSync(fromRoot(path), 'utf8')

interface Row {
  readonly attack: string
  readonly stops: string
  readonly held: string
}

/** A row of the table: `| attack | what stops it | test |`. */
const rows: readonly Row[] = textOf('SECURITY.md')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll(String.raw`\|`, '|')),
  )
  .map(([attack = '', stops = '', held = '']) => ({ attack, stops, held }))
  .slice(2)

interface Cited {
  readonly path: string
  readonly name: string
}

/** `tests/web/door.test.ts`: its name<br>`tests/…`: another */
const citedIn = ({ held }: Row): readonly (Cited | string)[] =>
  held.split('<br>').map((one) => {
    const [, path, name] = /^`([^`]+)`: (.+)$/.exec(one.trim()) ?? []
    return path === undefined || name === undefined ? one.trim() : { path, name }
  })

const cited = rows.flatMap(citedIn).filter((one) => typeof one !== 'string')

/** Names of tests and of groups, as they are written: what stands first in their call, and has a function behind it. */
function namesIn(path: string): ReadonlySet<string> {
  // a trial takes too long for every day, and has one name
  if (path.startsWith('tests/torture/'))
    return new Set(/\bname: '([^']+)'/.exec(textOf(path))?.slice(1))
  const all =
    /(?:\b(?:test|it|describe)((?:\.\w+)*)|\))\s*\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`),\s*(?:async\b|\(|\{)/g
  return new Set(
    [...textOf(path).matchAll(all)]
      .filter(([, how = '']) => !/skip|todo|fixme|fails/.test(how))
      .map(([, , one, two, three]) => (one ?? two ?? three ?? '').replaceAll(/\\(['"`\\])/g, '$1')),
  )
}

test('each attack has what stops it, and a test that is there by its file and its exact name', () => {
  expect(rows.length).toBeGreaterThan(50)
  expect(new Set(rows.map(({ attack }) => attack)).size).toBe(rows.length)
  const faults = rows.flatMap((row) => [
    ...(row.attack === '' || row.stops === '' ? [`${row.attack}: an empty cell`] : []),
    ...citedIn(row).flatMap((one) => {
      if (typeof one === 'string') return isWaiting(one) ? [] : [`${row.attack}: no test`]
      if (
        !/\.(test|spec)\.ts$|^tests\/torture\/trials\//.test(one.path) ||
        !existsSync(fromRoot(one.path))
      )
        return [`no file ${one.path}`]
      return namesIn(one.path).has(one.name) ? [] : [`${one.path} has no test "${one.name}"`]
    }),
  ])
  expect(faults).toEqual([])
})

/** A row may wait for its test only until what it attacks is there. */
const isBeyondLoopback = !textOf('src/main/web/serve.ts').includes('until it speaks TLS')
const isWaiting = (held: string): boolean => held === 'remote' && !isBeyondLoopback

test('each test of an attack stands in a row', () => {
  const files = readdirSync(fromRoot('tests/attacks'))
    .filter((name) => name.endsWith('.test.ts') && name !== 'table.test.ts')
    .map((name) => `tests/attacks/${name}`)
  const isCited = (path: string, name: string): boolean =>
    cited.some((one) => one.path === path && one.name === name)
  const missing = files.flatMap((path) =>
    [...namesIn(path)].filter((name) => !isCited(path, name)).map((name) => `${path}: ${name}`),
  )
  expect(missing).toEqual([])
})
