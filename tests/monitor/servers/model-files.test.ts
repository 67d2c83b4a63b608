import { linkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { holdingsOf } from '../../../src/main/inference/inventory/holdings.ts'
import { tempFolder } from '../../processes.ts'
import { modelNamed, watchServers } from '../../servers/composed-world.ts'
import { startFake } from '../../servers/fake-server.ts'
import { fakeLlama } from '../../servers/kinds/llama-server.ts'
import { fakeLmStudio } from '../../servers/kinds/lmstudio.ts'

const bytes = 3_000_000
const size = (many: number, origin: string) => ({ bytes: many, origin })

function weights(name: string): string {
  const path = join(tempFolder(), name)
  writeFileSync(path, Buffer.alloc(bytes))
  return path
}

const llama = (name: string, path: string) =>
  startFake(fakeLlama({ name, path, weightsBytes: bytes - 1_000 }))

describe('a file of weights', () => {
  test('that two servers have is in memory once, and counted once', async () => {
    const path = weights('m.gguf')
    const other = path.replace('m.gguf', 'link.gguf')
    linkSync(path, other)
    const [first, second] = [await llama('a', path), await llama('b', other)]
    const { run, ticks, watch } = watchServers()
    run(
      { pid: 100, command: `llama-server -m ${path}`, ports: [first.port], bytes: 5e6 },
      { pid: 101, command: `llama-server -m ${other}`, ports: [second.port], bytes: 5e6 },
    )
    const inventory = await ticks(0, 6)
    const shares = inventory.models.map(({ sharesFile }) => sharesFile)
    expect(shares.toSorted()).toEqual([false, true])
    expect(holdingsOf(watch.held())).toMatchObject({
      mappedBytes: bytes,
      onGpuBytes: bytes - 1_000,
    })
  })

  test('is found from the folder of its process, with all its shards', async () => {
    const path = weights('big-00001-of-00002.gguf')
    writeFileSync(path.replace('00001-of', '00002-of'), Buffer.alloc(500))
    const folder = path.slice(0, path.lastIndexOf('/'))
    const { run, tick, watch } = watchServers()
    run({ pid: 100, command: 'llama-server -m big-00001-of-00002.gguf', folder, bytes: 9e6 })
    expect(modelNamed(await tick(0), 'big-00001-of-00002.gguf')).toMatchObject({
      memory: { total: size(9e6, 'process'), weights: size(bytes + 500, 'argv') },
    })
    expect(holdingsOf(watch.held()).mappedBytes).toBe(bytes + 500)
  })

  test('is found among what its process has mapped, where its command line names none', async () => {
    const path = weights('studio.gguf')
    const studio = await startFake(
      fakeLmStudio([{ key: 'one', format: 'gguf', bytes, contextTokens: 4096 }]),
    )
    const { run, tick } = watchServers()
    run({ pid: 100, command: 'llmster', ports: [studio.port], mapped: { path, bytes } })
    expect(modelNamed(await tick(0), 'one').file).toBe(path)
  })
})

describe('the size of weights', () => {
  const sizeOf = (many: number) => ({ total: size(8e6, 'process'), weights: size(many, 'argv') })
  const unknown = { total: size(8e6, 'process'), weights: null }
  const run = async (
    command: string,
    mapped?: { readonly path: string; readonly bytes: number },
  ) => {
    const watching = watchServers()
    const further = mapped === undefined ? {} : { mapped }
    watching.run({ pid: 100, command, bytes: 8e6, ...further })
    return (await watching.tick(0)).models[0]?.memory
  }

  test('is not known where one of its shards is missing, or where they are more than 99', async () => {
    const path = weights('big-00001-of-00003.gguf')
    writeFileSync(path.replace('00001-of', '00002-of'), Buffer.alloc(500))
    expect(await run(`llama-server -m ${path}`)).toMatchObject(unknown)
    writeFileSync(path.replace('00001-of', '00003-of'), Buffer.alloc(20))
    expect(await run(`llama-server -m ${path}`)).toMatchObject(sizeOf(bytes + 520))
    expect(await run(`llama-server -m ${weights('m-00001-of-00100.gguf')}`)).toMatchObject(unknown)
  })

  test('is that of all shards, whichever is the biggest that is mapped', async () => {
    const path = weights('big-00002-of-00002.gguf')
    writeFileSync(path.replace('00002-of', '00001-of'), Buffer.alloc(500))
    const memory = await run('llama-server -hf an/unknown', { path, bytes })
    expect(memory).toMatchObject(sizeOf(bytes + 500))
  })
})

describe('a path that a server says', () => {
  /** The file of the model of a server that says it has `path`. */
  const fileOf = async (
    said: string,
    command: string,
    mapped?: { readonly path: string; readonly bytes: number },
  ) => {
    const fake = await llama('said', said)
    const { run, ticks, watch } = watchServers()
    const further = mapped === undefined ? {} : { mapped }
    run({ pid: 100, command, ports: [fake.port], bytes: 5e6, ...further })
    await ticks(0, 3)
    const [held] = watch.held()
    return { path: held?.file?.path ?? null, said: held?.model.file }
  }

  test('is not opened where neither its command line nor what it has mapped names it', async () => {
    const secret = weights('secret.gguf')
    expect(await fileOf(secret, 'llama-server -m /m/other.gguf')).toEqual({
      path: null,
      said: secret,
    })
  })

  test('is opened where its command line names it', async () => {
    const path = weights('m.gguf')
    expect((await fileOf(path, `llama-server -m ${path}`)).path).toBe(path)
    expect((await fileOf(path, 'llama-server -m models/m.gguf')).path).toBe(path)
  })

  test('is the one of what it has mapped that it names', async () => {
    const [path, other] = [weights('m.gguf'), weights('other.gguf')]
    expect((await fileOf(path, 'llama-server -hf a/b', { path, bytes })).path).toBe(path)
    expect((await fileOf(path, 'llama-server -hf a/b', { path: other, bytes })).path).toBe(other)
  })

  test('may be that of a file without an ending, as caches name them by their content', async () => {
    const blob = weights('ab12'.repeat(16))
    expect((await fileOf('/hub/m.gguf', 'llama-server -hf a/b', { path: blob, bytes })).path).toBe(
      blob,
    )
  })
})

describe('a file of weights of several models', () => {
  test('is of no model where its server holds several and does not say whose it is', async () => {
    const path = weights('studio.gguf')
    const studio = await startFake(
      fakeLmStudio([
        { key: 'one', format: 'gguf', bytes, contextTokens: 4096 },
        { key: 'two', format: 'gguf', bytes, contextTokens: 4096 },
      ]),
    )
    const { run, tick } = watchServers()
    run({ pid: 100, command: 'llmster', ports: [studio.port], mapped: { path, bytes } })
    const { models } = await tick(0)
    const weightsTold = size(bytes, 'reported')
    const asReported = { total: null, onGpu: null, weights: weightsTold, kv: null }
    expect(models.map(({ file, sharesFile, memory }) => [file, sharesFile, memory])).toEqual([
      [null, false, asReported],
      [null, false, asReported],
    ])
  })

  test('is the next one when its server has taken another model', async () => {
    const [first, second] = [weights('first.gguf'), weights('second.gguf')]
    const one = { key: 'one', format: 'gguf', bytes, contextTokens: 4096 } as const
    const before = await startFake(fakeLmStudio([one]))
    const { run, tick, ticks } = watchServers()
    const studio = { pid: 100, command: 'llmster' }
    run({ ...studio, ports: [before.port], mapped: { path: first, bytes } })
    expect(modelNamed(await tick(0), 'one').file).toBe(first)
    await before.stop()
    const after = await startFake(fakeLmStudio([{ ...one, key: 'two' }]), { port: before.port })
    run({ ...studio, ports: [after.port], mapped: { path: second, bytes } })
    expect(modelNamed(await ticks(6, 12), 'two').file).toBe(second)
  })

  test('is looked for again when the clock was set back', async () => {
    const { run, tick } = watchServers()
    const folder = tempFolder()
    const path = join(folder, 'late.gguf')
    run({ pid: 100, command: `llama-server -m ${path}`, bytes: 8e6 })
    await tick(7_200)
    writeFileSync(path, Buffer.alloc(bytes))
    expect(modelNamed(await tick(0), 'late.gguf').memory.weights).toEqual(size(bytes, 'argv'))
  })

  test('that is not there has no size', async () => {
    const { run, tick } = watchServers()
    run({ pid: 100, command: 'llama-server -m /nowhere/gone.gguf', bytes: 8e6 })
    expect(modelNamed(await tick(0), 'gone.gguf').memory).toEqual({
      total: size(8e6, 'process'),
      onGpu: null,
      weights: null,
      kv: null,
    })
  })
})
