import { expect, test } from 'vitest'
import { createFileTypeReader } from '../../../src/main/monitor/darwin/file-types.ts'
import type { World } from '../../world.ts'
import { createAsking } from './asked.ts'
import { asks } from './mac-world.ts'

const [native, intel, script] = ['/opt/n/native', '/opt/i/in tel', '/opt/s/run.sh']
const says = {
  [native]: 'Mach-O 64-bit executable arm64',
  [intel]: 'Mach-O 64-bit executable x86_64',
  [script]: 'POSIX shell script text executable, ASCII text',
}

/** Answers what each file is; those that are not known cannot be opened. */
const answer = (...paths: readonly (keyof typeof says)[]): string =>
  paths.map((path) => `${path}: ${says[path]}\n`).join('')

function reading(world: World) {
  const read = createFileTypeReader()
  const { asked, at } = createAsking(world)
  return {
    asked,
    typesOf: async (...paths: readonly string[]) => {
      const found = await read(at(0), paths)
      return found.kind === 'ok' ? Object.fromEntries(found.value) : found.kind
    },
  }
}

test('each executable is asked for once', async () => {
  const world: World = new Map([
    [asks.files(native, intel), answer(native, intel)],
    [asks.files(script), answer(script)],
  ])
  const { typesOf, asked } = reading(world)
  const both = { [native]: true, [intel]: false }
  expect(await typesOf(native, intel, native)).toEqual(both)
  expect(await typesOf(intel, native)).toEqual(both)
  expect(await typesOf(intel, script, native)).toEqual({ ...both, [script]: null })
  expect(await typesOf(script)).toEqual({ ...both, [script]: null })
  expect(asked).toEqual([asks.files(native, intel), asks.files(script)])
})

test('a file that cannot be read is not known, and is not asked for again', async () => {
  const gone = '/opt/g/gone'
  const text = `${answer(native)}${gone}: cannot open \`${gone}' (No such file or directory)\n`
  const { typesOf, asked } = reading(new Map([[asks.files(native, gone), text]]))
  expect(await typesOf(native, gone)).toEqual({ [native]: true, [gone]: null })
  expect(await typesOf(native, gone)).toEqual({ [native]: true, [gone]: null })
  expect(asked).toHaveLength(1)
})

test('names without a path are not asked for', async () => {
  const { typesOf, asked } = reading(new Map())
  expect(await typesOf('kernel_task', '(chat)', '-zsh', '')).toEqual({})
  expect(asked).toEqual([])
})

test('where file does not answer, the same are asked for again', async () => {
  const world: World = new Map()
  const { typesOf } = reading(world)
  expect(await typesOf(native)).toBe('absent')
  world.set(asks.files(native), answer(native))
  expect(await typesOf(native)).toEqual({ [native]: true })
})

test('many are asked for in parts', async () => {
  const paths = Array.from({ length: 20 }, (_, index) => `/opt/p/${index}`)
  const world: World = new Map()
  for (const part of [paths.slice(0, 16), paths.slice(16)])
    world.set(asks.files(...part), part.map((path) => `${path}: ASCII text\n`).join(''))
  const { typesOf, asked } = reading(world)
  expect(Object.keys(await typesOf(...paths))).toHaveLength(16)
  expect(Object.keys(await typesOf(...paths))).toHaveLength(20)
  await typesOf(...paths)
  expect(asked).toHaveLength(2)
})
