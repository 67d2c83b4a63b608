import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openKeptBounds } from '../../../src/main/electron/details/kept-bounds.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'

const bounds = { x: -40, y: 60, width: 900, height: 700 }

describe('where the window was left', () => {
  const host = createLocalHost()
  let folder = ''
  const path = (): string => join(folder, 'details-window.json')
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-bounds-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('is known in the next run', async () => {
    const first = await openKeptBounds(host, path())
    expect(first.current()).toBeNull()
    const kept = first.keep(bounds)
    expect(first.current()).toEqual(bounds)
    await kept
    expect((await openKeptBounds(host, path())).current()).toEqual(bounds)
  })

  test('is the last of many moves', async () => {
    const store = await openKeptBounds(host, path())
    await Promise.all([1, 2, 3, 4, 5].map((x) => store.keep({ ...bounds, x })))
    expect(JSON.parse(await readFile(path(), 'utf8'))).toEqual({ ...bounds, x: 5 })
  })

  test.each([
    ['no JSON', '{'],
    ['another form', '{"x":1}'],
    ['no size', JSON.stringify({ ...bounds, width: 0 })],
    ['a size that no desktop has', JSON.stringify({ ...bounds, height: 1e9 })],
    ['more than a window has to say', JSON.stringify({ ...bounds, more: 'x'.repeat(10_000) })],
  ])('is not known from a file that holds %s, and is written anew', async (_, text) => {
    await writeFile(path(), text)
    const store = await openKeptBounds(host, path())
    expect(store.current()).toBeNull()
    await store.keep(bounds)
    expect((await openKeptBounds(host, path())).current()).toEqual(bounds)
  })

  test('holds until the end where it cannot be written', async () => {
    const store = await openKeptBounds(host, join(folder, 'a file', 'in no folder'))
    await store.keep(bounds)
    expect(store.current()).toEqual(bounds)
  })
})
