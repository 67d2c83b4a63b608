import { describe, expect, test } from 'vitest'
import type { FakeKind } from '../../servers/answering.ts'
import { linesOf, modelNamed, serverOf, watchServers } from '../../servers/composed-world.ts'
import { startFake } from '../../servers/fake-server.ts'
import { fakeLlama } from '../../servers/kinds/llama-server.ts'
import { fakeRouter } from '../../servers/kinds/llama-router.ts'
import { fakeLmStudio, fakeOldLmStudio } from '../../servers/kinds/lmstudio.ts'
import { fakeOllama } from '../../servers/kinds/ollama.ts'
import {
  fakeGpt4all,
  fakeJanRouter,
  fakeKobold,
  fakeLocalAi,
  fakeModelRunner,
} from '../../servers/kinds/others.ts'
import {
  fakeComfyUi,
  fakeExo,
  fakeMlxLm,
  fakeMlxVlm,
  fakeVllm,
} from '../../servers/kinds/python-servers.ts'

/** One server alone, after two ticks. */
async function watchOne(kind: FakeKind, command: string, executable?: string) {
  const fake = await startFake(kind)
  const watching = watchServers()
  watching.run({
    pid: 700,
    command,
    ports: [fake.port],
    bytes: 7e9,
    ...(executable === undefined ? {} : { executable }),
  })
  const inventory = await watching.ticks(0, 1)
  return { fake, inventory, server: serverOf(inventory, 700), watching }
}

const size = (bytes: number, origin: string) => ({ bytes, origin })

describe('what a server of each kind holds', () => {
  test('Ollama tells the memory of its models, and when they go', async () => {
    const kind = fakeOllama([{ name: 'qwen3:4b', bytes: 4e9, vramBytes: 3e9 }])
    const { inventory, server, fake } = await watchOne(kind, '/usr/local/bin/ollama serve')
    expect(server).toMatchObject({ kind: 'ollama', state: 'ready', version: '0.32.15' })
    expect([server.port, server.memoryBytes]).toEqual([fake.port, 7e9])
    expect(modelNamed(inventory, 'qwen3:4b')).toMatchObject({
      memory: { total: size(4e9, 'reported'), onGpu: size(3e9, 'reported'), weights: null },
      contextTokens: 8192,
      quantization: 'Q4_K_M',
      state: 'loaded',
      expiresAtMs: Date.parse('2026-11-21T13:00:00.123Z'),
      eject: { kind: 'unload', takesAll: false },
    })
    expect(fake.asked()).toEqual(['GET /', 'GET /api/version', 'GET /api/ps'])
  })

  test('llama-server tells its context, its weights and its requests', async () => {
    const slots = [{ usedTokens: 1024 }, { usedTokens: 0 }]
    const kind = fakeLlama({ name: 'tiny', path: '/m/tiny.gguf', weightsBytes: 5e9, slots })
    const { inventory, server } = await watchOne(kind, 'llama-server -m /m/tiny.gguf -np 2')
    expect(server).toMatchObject({ kind: 'llama-server', state: 'ready' })
    expect(modelNamed(inventory, 'tiny')).toMatchObject({
      file: '/m/tiny.gguf',
      memory: { total: size(7e9, 'process'), weights: size(5e9, 'reported') },
      contextUsedTokens: 1024,
      state: 'idle',
      eject: { kind: 'quit' },
    })
  })

  test('a router lists what is loaded, and not what it could load', async () => {
    const kind = fakeRouter([
      { id: 'qwen', status: 'loaded', args: ['llama-server', '--port', '1', '-m', '/m/q.gguf'] },
      { id: 'phi', status: 'unloaded', args: [] },
    ])
    const { inventory, server } = await watchOne(kind, 'llama-server --models-dir /m')
    expect(server.kind).toBe('llama-server-router')
    expect(linesOf(inventory)).toEqual(['qwen llama-server-router loaded'])
    expect(modelNamed(inventory, 'qwen').memory.weights).toEqual(size(2.5e9, 'reported'))
  })
})

describe('what LM Studio and the servers of MLX hold', () => {
  test('LM Studio lists its instances, of which only the file has a size', async () => {
    const kind = fakeLmStudio([
      { key: 'google/gemma', format: 'gguf', bytes: 6e9, contextTokens: 8192 },
      { key: 'qwen/big', format: 'mlx', bytes: 9e9, contextTokens: null },
    ])
    const { inventory, server } = await watchOne(
      kind,
      '/Applications/LM Studio.app/Contents/MacOS/LM Studio',
    )
    expect([server.kind, server.state, server.title]).toEqual(['lmstudio', 'ready', 'LM Studio'])
    expect(linesOf(inventory)).toEqual(['google/gemma lmstudio loaded'])
    expect(modelNamed(inventory, 'google/gemma')).toMatchObject({
      contextTokens: 8192,
      memory: { total: size(7e9, 'process') },
      eject: { kind: 'unload', takesAll: false },
    })
  })

  test('an older LM Studio is asked by its older API', async () => {
    const kind = fakeOldLmStudio([
      { key: 'meta/llama', format: 'gguf', bytes: 6e9, contextTokens: 4096 },
      { key: 'qwen/vl', format: 'mlx', bytes: 6e9, contextTokens: null },
    ])
    const { inventory, server, fake, watching } = await watchOne(kind, 'llmster')
    expect(server.state).toBe('ready')
    expect(linesOf(inventory)).toEqual(['meta/llama lmstudio loaded'])
    await watching.ticks(2, 60)
    expect(fake.countOf('GET /api/v1/models')).toBe(1)
    expect(fake.countOf('GET /api/v0/models')).toBeGreaterThan(10)
  })

  test('mlx_lm.server is known by its command line, and only its health is asked', async () => {
    const { inventory, server, fake } = await watchOne(
      fakeMlxLm(),
      'python3 -m mlx_lm server --model mlx-community/Qwen3-4B-4bit',
    )
    expect([server.kind, server.state]).toEqual(['mlx-lm', 'ready'])
    expect(modelNamed(inventory, 'mlx-community/Qwen3-4B-4bit')).toMatchObject({
      memory: { total: size(7e9, 'process') },
      state: 'loaded',
      eject: { kind: 'quit' },
    })
    expect(new Set(fake.asked())).toEqual(new Set(['GET /health']))
  })

  test('mlx_vlm.server names its model and how long a request may be', async () => {
    const { inventory, server } = await watchOne(
      fakeMlxVlm('mlx-community/Gemma-vl'),
      'python3 -m mlx_vlm.server',
    )
    expect([server.kind, server.version]).toEqual(['mlx-vlm', '0.3.9'])
    expect(modelNamed(inventory, 'mlx-community/Gemma-vl')).toMatchObject({
      contextTokens: 32_768,
      eject: { kind: 'unload', takesAll: true },
    })
  })
})

describe('what a server of the other kinds holds', () => {
  test('vLLM tells tokens by the difference of two scrapes', async () => {
    let generatedTokens = 1_000
    const kind = fakeVllm('org/m', () => {
      generatedTokens += 80
      return { running: 2, waiting: 1, kvRatio: 0.25, generatedTokens }
    })
    const { inventory, server, watching } = await watchOne(kind, '/venv/bin/vllm serve org/m')
    expect([server.kind, server.version, server.queueLength]).toEqual(['vllm', '0.14.0', 1])
    expect(modelNamed(inventory, 'org/m')).toMatchObject({
      contextTokens: 16_384,
      contextRatio: 0.25,
      state: 'generating',
      tokensPerSecond: null,
    })
    // every 2 s while it works
    expect(modelNamed(await watching.ticks(2, 4), 'org/m').tokensPerSecond).toBe(40)
  })

  test('LocalAI tells the memory of each model by itself', async () => {
    const { inventory, server } = await watchOne(fakeLocalAi('phi 4'), '/usr/bin/local-ai run')
    expect([server.kind, server.version]).toEqual(['localai', '3.9.0'])
    expect(modelNamed(inventory, 'phi 4')).toMatchObject({
      memory: {
        total: size(6e9, 'reported'),
        weights: size(5e9, 'reported'),
        kv: size(8e8, 'reported'),
      },
      state: 'idle',
    })
  })

  test('Jan is shown by the open list of its engine', async () => {
    const model = {
      id: 'jan-nano',
      object: 'model',
      owned_by: 'llamacpp',
      status: { value: 'loaded', args: ['llama-server', '-m', '/j/nano.gguf'] },
      meta: { n_ctx: 8192, size: 3e9 },
    }
    const { inventory, server, fake } = await watchOne(
      fakeJanRouter([model]),
      'llama-server --models-preset /u/Jan/data/llamacpp/router.preset.ini --api-key K',
    )
    expect([server.kind, server.state]).toEqual(['jan', 'ready'])
    expect(modelNamed(inventory, 'jan-nano').eject).toEqual({
      kind: 'none',
      reason: 'unload it in Jan',
    })
    expect(new Set(fake.asked())).toEqual(new Set(['GET /models']))
  })
})

describe('Jan while its app runs', () => {
  const nano = { id: 'jan-nano', owned_by: 'llamacpp', status: { value: 'loaded', args: [] } }
  const app = { pid: 800, command: '/Applications/Jan.app/Contents/MacOS/Jan' }
  const worker = 'jan-llama-worker --preset /u/Jan/data/p.ini --port 5555'
  const locked: FakeKind = { answer: () => ({ status: 401, body: { error: 'no key' } }) }

  test.each(['llama-server --models-preset /u/jan/llamacpp/router.preset.ini', worker])(
    'is its app, which is closed, and its engine: %s',
    async (command) => {
      const [api, engine] = [await startFake(locked), await startFake(fakeJanRouter([nano]))]
      const { run, ticks } = watchServers()
      run(
        { ...app, ports: [api.port] },
        { pid: 801, parentPid: 800, command, ports: [engine.port] },
      )
      const inventory = await ticks(0, 6)
      expect(serverOf(inventory, 800)).toMatchObject({ state: 'closed', port: api.port })
      const { id: parentId } = serverOf(inventory, 800)
      expect(serverOf(inventory, 801)).toMatchObject({ state: 'ready', parentId })
      expect(linesOf(inventory)).toEqual(['jan-nano jan loaded'])
      expect(api.asked()).toEqual(['GET /models'])
    },
  )
})

describe('Jan in parts', () => {
  const nano = { id: 'jan-nano', owned_by: 'llamacpp', status: { value: 'loaded', args: [] } }

  test('its worker alone is ready, and tells its models', async () => {
    const { server, inventory } = await watchOne(fakeJanRouter([nano]), 'jan-llama-worker --port 1')
    expect([server.state, linesOf(inventory)]).toEqual(['ready', ['jan-nano jan loaded']])
  })

  test('its app is ready once its mark has come, and is asked for nothing more', async () => {
    const { server, fake } = await watchOne(fakeJanRouter([nano]), '/opt/Jan')
    expect([server.state, server.port]).toEqual(['ready', fake.port])
    expect(fake.asked()).toEqual(['GET /models'])
  })
})

describe('a server that tells nothing of its models', () => {
  test('ComfyUI has a queue, and the memory of the machine is not taken for its own', async () => {
    const { inventory, server } = await watchOne(
      fakeComfyUi(3),
      'python3 /srv/ComfyUI/main.py --port 8188',
    )
    expect(server).toMatchObject({ kind: 'comfyui', queueLength: 3, memoryBytes: 7e9 })
    // it names none: as much memory as it has stands for them all
    const [unnamed, ...others] = inventory.models
    expect(others).toEqual([])
    expect(unnamed).toMatchObject({
      name: 'image models',
      state: 'generating',
      memory: { total: { bytes: 7e9, origin: 'process' } },
      eject: { kind: 'unload', takesAll: true },
    })
  })

  test('GPT4All is known by its process, and asked nothing', async () => {
    const { server, fake } = await watchOne(
      fakeGpt4all(),
      'gpt4all',
      '/Applications/gpt4all/bin/gpt4all.app/Contents/MacOS/gpt4all',
    )
    expect([server.kind, server.state, server.port]).toEqual(['gpt4all', 'unasked', null])
    expect(fake.asked()).toEqual([])
  })
})

describe('what answers like Ollama and is none', () => {
  test.each([
    [
      'koboldcpp',
      fakeKobold('tiny', false),
      '/opt/koboldcpp-linux-x64 --model /m/tiny.gguf',
      'koboldcpp/tiny',
    ],
    ['docker-model-runner', fakeModelRunner('ai/tiny'), '/usr/bin/model-runner', 'ai/tiny'],
    ['exo', fakeExo('org/tiny'), '/venv/bin/exo', 'org/tiny'],
  ] as const)(
    '%s is called by its process, and its sizes are not believed',
    async (name, kind, command, model) => {
      const { inventory, server, fake } = await watchOne(kind, command)
      expect([server.kind, server.state]).toEqual([name, 'ready'])
      const { memory } = modelNamed(inventory, model)
      expect(memory.total?.origin).not.toBe('reported')
      expect(memory.onGpu).toBeNull()
      expect(fake.asked().filter((one) => one.endsWith('/api/ps'))).toEqual([])
    },
  )

  test('a process that says Ollama with something else on its port gets nothing but the mark', async () => {
    const { inventory, server, fake } = await watchOne(fakeModelRunner('ai/tiny'), 'ollama serve')
    expect(server).toMatchObject({ kind: 'ollama', state: 'unasked', port: null })
    expect(server.stateReason).toMatch(/^what answers on port \d+ is not Ollama$/)
    expect(inventory.models).toEqual([])
    expect(new Set(fake.asked())).toEqual(new Set(['GET /']))
  })
})
