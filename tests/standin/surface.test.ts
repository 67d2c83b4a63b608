import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { emitted } from './events.ts'

// its path alone: loading the package would begin a download
const electron = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
const types = readFileSync(join(electron, 'electron.d.ts'), 'utf8')

/** The text of one class or interface. */
function blockOf(name: string): string {
  const start = new RegExp(`^  (class|interface) ${name} extends .*\\{$`, 'm').exec(types)
  if (start === null) throw new Error(`electron.d.ts has no ${name}`)
  return types.slice(start.index, types.indexOf('\n  }\n', start.index))
}

const eventsOf = (name: string): ReadonlySet<string> =>
  new Set([...blockOf(name).matchAll(/^    on\(event: '([^']+)'/gm)].map((match) => match[1] ?? ''))

test.each(Object.entries(emitted))('events of %s are in electron.d.ts', (name, names) => {
  const known = eventsOf(name)
  expect(names.filter((event) => !known.has(event))).toEqual([])
})
