import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLocalHost } from '../../src/main/host/local.ts'
import { openServerKeys } from '../../src/main/settings/server-keys.ts'

const host = createLocalHost()
const world = { folder: '', path: '' }

beforeEach(async () => {
  world.folder = await mkdtemp(join(tmpdir(), 'headroom-keys-'))
  world.path = join(world.folder, 'server-keys.json')
})
afterEach(() => rm(world.folder, { recursive: true, force: true }))

describe('the keys of servers', () => {
  test('are there again for the next Headroom, in a file that only its user may read', async () => {
    const keys = await openServerKeys(host, world.path)
    const kept = await keys.keep('lmstudio', 1234, 'sk-of-lm-studio')
    expect(kept.kind).toBe('ok')
    expect((await stat(world.path)).mode & 0o777).toBe(0o600)
    const again = await openServerKeys(host, world.path)
    expect(again.keyFor('lmstudio', 1234)).toBe('sk-of-lm-studio')
    expect(again.keyFor('lmstudio', 1235)).toBeNull()
    expect(again.keyFor('llama-server', 1234)).toBeNull()
  })

  test('are forgotten when they are taken back', async () => {
    const keys = await openServerKeys(host, world.path)
    await keys.keep('llama-server', 8080, 'one')
    await keys.keep('llama-server', 8081, 'two')
    await keys.keep('llama-server', 8080, null)
    expect(keys.keyFor('llama-server', 8080)).toBeNull()
    expect(JSON.parse(await readFile(world.path, 'utf8'))).toEqual({ 'llama-server:8081': 'two' })
  })

  test('of two that are given at once both are kept', async () => {
    const keys = await openServerKeys(host, world.path)
    await Promise.all([keys.keep('jan', 1337, 'a'), keys.keep('vllm', 8000, 'b')])
    expect(JSON.parse(await readFile(world.path, 'utf8'))).toEqual({
      'jan:1337': 'a',
      'vllm:8000': 'b',
    })
  })

  test('a broken file is kept aside, and its servers stay closed', async () => {
    await writeFile(world.path, '{"lmstudio:1234": 7}')
    const keys = await openServerKeys(host, world.path)
    expect(keys.keyFor('lmstudio', 1234)).toBeNull()
    expect(keys.trouble()).toContain(
      'server-keys.json is broken: servers that want a key stay closed',
    )
    expect(await readFile(`${world.path}.broken`, 'utf8')).toBe('{"lmstudio:1234": 7}')
  })

  test('a file that cannot be read is never written, but the key is in force', async () => {
    const keys = await openServerKeys(host, world.folder) // a folder
    const kept = await keys.keep('vllm', 8000, 'in force')
    expect(kept.kind).toBe('failed')
    expect(keys.keyFor('vllm', 8000)).toBe('in force')
  })
})

describe('the keys of servers, in several Headrooms and on a full disk,', () => {
  test('of two Headrooms none loses the other’s, and what one forgets is gone', async () => {
    const one = await openServerKeys(host, world.path)
    const other = await openServerKeys(host, world.path)
    await Promise.all([one.keep('jan', 1337, 'a'), other.keep('vllm', 8000, 'b')])
    expect(JSON.parse(await readFile(world.path, 'utf8'))).toEqual({
      'jan:1337': 'a',
      'vllm:8000': 'b',
    })
    await one.forgetOne('vllm:8000')
    await other.keep('lmstudio', 1234, 'c')
    expect(other.servers()).toEqual(['jan:1337', 'lmstudio:1234'])
    expect(other.keyFor('vllm', 8000)).toBeNull()
  })

  test('are told by the names of their servers, at each change', async () => {
    const keys = await openServerKeys(host, world.path)
    const heard: string[] = []
    const stop = keys.onChange(() => heard.push(keys.servers().join(' ')))
    await keys.keep('jan', 1337, 'a')
    await keys.forgetOne('jan:1337')
    stop()
    await keys.keep('jan', 1337, 'a')
    expect([...new Set(heard)]).toEqual(['jan:1337', ''])
  })

  test('one that could not be written is in the file with the next that can', async () => {
    const disk = { isFull: true }
    const full = { kind: 'failed', reason: 'the disk is full', atMs: 0, tookMs: 0 } as const
    const writeFile: typeof host.writeFile = async (...given) =>
      disk.isFull ? full : host.writeFile(...given)
    const keys = await openServerKeys({ ...host, writeFile }, world.path)
    expect(await keys.keep('jan', 1337, 'a')).toEqual(full)
    expect(keys.keyFor('jan', 1337)).toBe('a')
    disk.isFull = false
    await keys.keep('vllm', 8000, 'b')
    const again = await openServerKeys(host, world.path)
    expect(again.servers()).toEqual(['jan:1337', 'vllm:8000'])
  })

  test('forgotten in one Headroom, is sent and written by no other', async () => {
    const one = await openServerKeys(host, world.path)
    await one.keep('jan', 1337, 'a')
    const other = await openServerKeys(host, world.path)
    await one.forget(() => host.removeFile(world.path))
    await other.keep('vllm', 8000, 'b')
    expect(JSON.parse(await readFile(world.path, 'utf8'))).toEqual({ 'vllm:8000': 'b' })
    await rm(world.path)
    await other.refresh()
    expect([other.servers(), other.keyFor('vllm', 8000)]).toEqual([[], null])
  })
})
