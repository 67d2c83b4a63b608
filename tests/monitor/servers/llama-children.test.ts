import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempFolder } from '../../processes.ts'
import { linesOf, modelNamed, serverOf, watchServers } from '../../servers/composed-world.ts'
import { startFake, type FakeServer } from '../../servers/fake-server.ts'
import { fakeLlama, type FakeLlama, type LlamaOptions } from '../../servers/kinds/llama-server.ts'
import { fakeRouter } from '../../servers/kinds/llama-router.ts'
import { fakeOllama } from '../../servers/kinds/ollama.ts'
import { fakeLlamaSwap } from '../../servers/kinds/others.ts'

const size = (bytes: number, origin: string) => ({ bytes, origin })

async function startLlama(
  options: LlamaOptions,
): Promise<{ readonly kind: FakeLlama; readonly fake: FakeServer }> {
  const kind = fakeLlama(options)
  return { kind, fake: await startFake(kind) }
}

describe('a llama-server that sleeps when it is idle', () => {
  const command = 'llama-server -m /m/s.gguf --sleep-idle-seconds 60'

  test('is never asked for its slots, asleep or idle: they would wake it', async () => {
    const { kind, fake } = await startLlama({ name: 's', path: '/m/s.gguf' })
    const { run, tick, ticks } = watchServers()
    run({ pid: 100, command, ports: [fake.port] })
    expect(modelNamed(await ticks(0, 20), 's').state).toBe('loaded')
    kind.become({ isSleeping: true })
    const asleep = await ticks(21, 90)
    expect(modelNamed(asleep, 's').state).toBe('sleeping')
    expect(asleep.unloadedCount).toBe(1)
    expect(fake.countOf('GET /slots')).toBe(0)
    kind.become({ isSleeping: false })
    expect(modelNamed(await tick(100), 's').state).toBe('loaded')
    expect(fake.asked().filter((one) => one.includes('metrics'))).toEqual([])
  })

  test('by what its environment says is not asked any more once it was seen asleep', async () => {
    const { kind, fake } = await startLlama({ name: 's', path: '/m/s.gguf' })
    const { run, ticks } = watchServers()
    run({ pid: 100, command: 'llama-server -m /m/s.gguf', ports: [fake.port] })
    expect(modelNamed(await ticks(0, 2), 's').state).toBe('idle')
    kind.become({ isSleeping: true })
    await ticks(3, 40)
    const before = fake.countOf('GET /slots')
    kind.become({ isSleeping: false })
    // whether it works is not known any more
    expect(modelNamed(await ticks(41, 200), 's').state).toBe('loaded')
    expect(fake.countOf('GET /slots')).toBe(before)
  })

  test('and one that never sleeps is asked each second while it works, and seldom while it does not', async () => {
    const { kind, fake } = await startLlama({ name: 's', path: '/m/s.gguf' })
    const { run, ticks } = watchServers()
    run({ pid: 100, command: 'llama-server -m /m/s.gguf', ports: [fake.port] })
    await ticks(0, 20)
    expect(fake.countOf('GET /slots')).toBe(5)
    kind.become({ slots: [{ usedTokens: 512, isProcessing: true, decodedTokens: 10 }] })
    await ticks(21, 25)
    kind.become({ slots: [{ usedTokens: 552, isProcessing: true, decodedTokens: 50 }] })
    const before = fake.countOf('GET /slots')
    const working = await ticks(26, 26)
    expect(modelNamed(working, 's')).toMatchObject({
      state: 'generating',
      tokensPerSecond: 40,
      contextTokens: 4096,
      contextUsedTokens: 552,
      idleSinceMs: null,
    })
    expect(fake.countOf('GET /slots')).toBe(before + 1)
  })
})

describe('a router and its children', () => {
  test('are one model each: the router says which, the child what it does', async () => {
    const child = await startLlama({
      name: 'qwen',
      path: '/m/qwen.gguf',
      slots: [{ usedTokens: 256, isProcessing: true }],
    })
    const argv = `llama-server --port ${child.fake.port} -m /m/qwen.gguf -c 4096`
    const router = await startFake(
      fakeRouter([
        { id: 'org/qwen', status: 'loaded', args: argv.split(' ') },
        { id: 'org/phi', status: 'unloaded', args: [] },
      ]),
    )
    const { run, ticks } = watchServers()
    run(
      { pid: 100, command: 'llama-server --models-dir /m', ports: [router.port], bytes: 5e7 },
      { pid: 101, parentPid: 100, command: argv, ports: [child.fake.port], bytes: 3e9 },
    )
    const inventory = await ticks(0, 6)
    expect(linesOf(inventory)).toEqual(['org/qwen llama-server-router generating'])
    expect(modelNamed(inventory, 'org/qwen')).toMatchObject({
      contextUsedTokens: 256,
      memory: { total: size(3e9, 'process'), weights: size(2.5e9, 'reported') },
      eject: { kind: 'unload', takesAll: false },
    })
    expect(serverOf(inventory, 101).parentId).toBe(serverOf(inventory, 100).id)
    expect(serverOf(inventory, 100).memoryBytes).toBe(5e7)
    // nothing goes through the router: it could load a model
    expect(router.asked().filter((one) => one.includes('?'))).toEqual([])
    expect(router.countOf('GET /slots')).toBe(0)
  })
})

const blob = `sha256-${'d'.repeat(64)}`
/** A folder of models as Ollama keeps it: one blob under this name. */
function ollamaModels(name: string, tag: string, bytes = 2_000_000): string {
  const folder = tempFolder()
  const manifests = join(folder, 'manifests/registry.ollama.ai/library', name)
  mkdirSync(manifests, { recursive: true })
  mkdirSync(join(folder, 'blobs'))
  writeFileSync(join(folder, 'blobs', blob), Buffer.alloc(bytes))
  const layers = [
    { mediaType: 'application/vnd.ollama.image.license', digest: `sha256:${'e'.repeat(64)}` },
    { mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${'d'.repeat(64)}` },
  ]
  writeFileSync(join(manifests, tag), JSON.stringify({ schemaVersion: 2, layers }))
  return join(folder, 'blobs', blob)
}

describe("Ollama's llama-server", () => {
  test('is joined into its model by the name of its blob', async () => {
    const path = ollamaModels('gemma3', '4b')
    const parent = await startFake(
      fakeOllama([
        { name: 'gemma3:4b', bytes: 5e9 },
        { name: 'nomic-embed:latest', bytes: 3e8 },
      ]),
    )
    const child = await startLlama({ name: blob, path, slots: [{ usedTokens: 99 }] })
    const { run, ticks } = watchServers()
    run(
      { pid: 100, command: 'ollama serve', ports: [parent.port] },
      {
        pid: 101,
        parentPid: 100,
        command: `/usr/lib/ollama/llama-server --model ${path} --port ${child.fake.port} -c 4096 -np 1`,
        ports: [child.fake.port],
        bytes: 5e9,
      },
    )
    const inventory = await ticks(0, 3)
    expect(linesOf(inventory).toSorted()).toEqual([
      'gemma3:4b ollama idle',
      'nomic-embed:latest ollama loaded',
    ])
    expect(modelNamed(inventory, 'gemma3:4b')).toMatchObject({
      file: path,
      contextTokens: 4096,
      contextUsedTokens: 99,
      memory: { total: size(5e9, 'reported') },
      eject: { kind: 'unload' },
    })
    expect(new Set(child.fake.asked())).toEqual(
      new Set(['GET /health', 'GET /v1/models', 'GET /props', 'GET /slots']),
    )
    // it writes each of them into Ollama's log
    await ticks(4, 29)
    expect(child.fake.countOf('GET /slots')).toBe(1)
  })
})

describe("Ollama's llama-server alone", () => {
  test('whose parent does not answer is named by its manifest, and not unloaded', async () => {
    const path = ollamaModels('qwen3', 'latest')
    const child = await startLlama({ name: blob, path })
    const { run, ticks } = watchServers()
    run(
      { pid: 100, command: 'ollama serve' },
      {
        pid: 101,
        parentPid: 100,
        command: `llama-server --model ${path} --port ${child.fake.port}`,
        ports: [child.fake.port],
      },
    )
    const inventory = await ticks(0, 3)
    expect(linesOf(inventory)).toEqual(['qwen3:latest llama-server idle'])
    expect(modelNamed(inventory, 'qwen3:latest').eject).toEqual({
      kind: 'none',
      reason: 'the server that started it loads and unloads it',
    })
  })
})

describe('llama-swap and the server of its model', () => {
  test('are one model, let go by llama-swap', async () => {
    const child = await startLlama({ name: 'q.gguf', path: '/models/qwen.gguf' })
    const swap = await startFake(fakeLlamaSwap('qwen', child.fake.port))
    const { run, ticks } = watchServers()
    run(
      { pid: 100, command: 'llama-swap --config c.yaml', ports: [swap.port] },
      {
        pid: 101,
        parentPid: 100,
        command: `llama-server --port ${child.fake.port} -m /models/qwen.gguf -c 4096`,
        ports: [child.fake.port],
        bytes: 6e9,
      },
    )
    const inventory = await ticks(0, 6)
    expect(linesOf(inventory)).toEqual(['qwen llama-swap idle'])
    expect(modelNamed(inventory, 'qwen')).toMatchObject({
      memory: { total: size(6e9, 'process'), weights: size(4e9, 'reported') },
      eject: { kind: 'unload', takesAll: false },
    })
    expect(new Set(swap.asked())).toEqual(new Set(['GET /api/version', 'GET /running']))
  })
})
