import { describe, expect, test } from 'vitest'
import { cameBackText } from '../../src/shared/act-text.ts'
import type { FakeKind } from '../servers/answering.ts'
import { startFake } from '../servers/fake-server.ts'
import { fakeRouter } from '../servers/kinds/llama-router.ts'
import { fakeLlama } from '../servers/kinds/llama-server.ts'
import { fakeLmStudio } from '../servers/kinds/lmstudio.ts'
import { fakeOllama, type OllamaWays } from '../servers/kinds/ollama.ts'
import { fakeKobold, fakeLlamaSwap, fakeLocalAi, fakeModelRunner } from '../servers/kinds/others.ts'
import { fakeExo, fakeMlxVlm } from '../servers/kinds/python-servers.ts'
import { serverWith, type ServerGiven } from '../servers/unloading.ts'

const generate = 'POST /api/generate'
const ollama = (ways: OllamaWays = {}, isBusy = false): FakeKind =>
  fakeOllama([{ name: 'qwen3:4b', bytes: 6e9, isBusy }], ways)

/** Its command line, its answers, a model of it, what is sent, and what people call it. */
const ways: readonly (readonly [string, FakeKind, string, string, string, string])[] = [
  ['ollama serve', ollama(), 'qwen3:4b', generate, '{"model":"qwen3:4b","keep_alive":0}', 'Ollama'],
  [
    'llama-server --models-dir /m',
    fakeRouter([{ id: 'org/q', status: 'loaded', args: [] }]),
    'org/q',
    'POST /models/unload',
    '{"model":"org/q"}',
    'llama-server (router)',
  ],
  [
    'llmster',
    fakeLmStudio([{ key: 'g/gemma', format: 'mlx', bytes: 6e9, contextTokens: 4096 }]),
    'g/gemma',
    'POST /api/v1/models/unload',
    '{"instance_id":"g/gemma"}',
    'LM Studio',
  ],
  ['python3 -m mlx_vlm.server', fakeMlxVlm('v'), 'v', 'POST /unload', '', 'MLX VLM'],
  [
    'local-ai run',
    fakeLocalAi('phi'),
    'phi',
    'POST /backend/shutdown',
    '{"model":"phi"}',
    'LocalAI',
  ],
  [
    'koboldcpp --model /m/t.gguf --admin',
    fakeKobold('t', true),
    'koboldcpp/t',
    'POST /api/admin/reload_config',
    '{"filename":"unload_model"}',
    'KoboldCpp',
  ],
  ['llama-swap', fakeLlamaSwap('a/b', 1), 'a/b', 'POST /api/models/unload/a/b', '', 'llama-swap'],
  [
    'model-runner',
    fakeModelRunner('ai/s'),
    'ai/s',
    'POST /engines/unload',
    '{"all":false,"backend":"llama.cpp","models":["ai/s"]}',
    'Docker Model Runner',
  ],
  ['exo', fakeExo('org/x'), 'org/x', 'DELETE /instance/I-1', '', 'exo'],
]

describe('each kind is asked in its own way, and nothing else is sent', () => {
  test.each(ways)('%s', async (command, kind, name, request, body, server) => {
    const { unload, sent } = await serverWith(kind, { command, acts: [request] })
    // some do not tell whether they work, and would cut off an answer
    const act = await unload(name, { isConfirmed: true })
    expect(sent()).toEqual([`${request} ${body}`.trim()])
    expect(act).toMatchObject({
      outcome: 'done',
      target: name,
      server,
      request: `${request} ${body}`.trim(),
      returnedBytes: 6e9,
      help: null,
    })
    expect(act.sentence).toBe(`${name} is unloaded: ${cameBackText(act)}`)
  })
})

describe('unloading', () => {
  test('proves that the memory is back, and waits until it is', async () => {
    const { run, unload, running, waitedMs } = await serverWith(ollama(), {
      acts: [generate],
      bytesAfter: 7e9,
      onLook: (count) => void (count === 3 && run({ ...running, bytes: 2e9 })),
    })
    const act = await unload('qwen3:4b')
    expect(act).toMatchObject({ outcome: 'done', heldBytes: 6e9, returnedBytes: 5e9 })
    expect([act.tookMs, waitedMs()]).toEqual([2_000, 2_000])
  })

  test('says so where a server says that it is done and keeps the memory', async () => {
    const { unload } = await serverWith(ollama(), { acts: [generate], bytesAfter: 6.9e9 })
    expect(await unload('qwen3:4b')).toMatchObject({
      outcome: 'held',
      returnedBytes: 1e8,
      tookMs: 10_000,
      sentence:
        'Ollama says that qwen3:4b is unloaded, and still holds its memory: 100 MB came back (6.0 GB expected)',
      help: 'Quit Ollama and start it again: what it holds comes back then',
    })
  })

  test('says so where a server takes it and lists the model on', async () => {
    const { unload } = await serverWith(ollama({ keeps: true }), { acts: [generate] })
    expect(await unload('qwen3:4b')).toMatchObject({
      outcome: 'held',
      sentence: 'Ollama has taken it, and still has qwen3:4b loaded after 10 s',
    })
  })

  test('only planned sends nothing, and says what would be sent', async () => {
    const { unload, sent } = await serverWith(ollama())
    expect(await unload('qwen3:4b', { isDryRun: true })).toMatchObject({
      outcome: 'planned',
      request: 'POST /api/generate {"model":"qwen3:4b","keep_alive":0}',
      sentence: 'Ollama would be asked to unload qwen3:4b',
      heldBytes: 6e9,
      returnedBytes: null,
    })
    expect(sent()).toEqual([])
  })

  test('of all that a server has is said before', async () => {
    const { unload } = await serverWith(fakeMlxVlm('v'), { command: 'python3 -m mlx_vlm.server' })
    expect(await unload('v', { isDryRun: true })).toMatchObject({
      takesAll: true,
      sentence:
        'MLX VLM would be asked to unload v; nobody tells whether v is at work: if it is, its work is stopped, and the answer is cut off',
    })
  })
})

describe('a model that works', () => {
  const busySwap = async (given: ServerGiven) => {
    const child = await startFake(
      fakeLlama({
        name: 'b',
        path: '/models/b.gguf',
        slots: [{ usedTokens: 9, isProcessing: true }],
      }),
    )
    const swap = await serverWith(fakeLlamaSwap('b', child.port), {
      command: 'llama-swap',
      ...given,
    })
    const command = `llama-server -m /models/b.gguf --port ${child.port}`
    swap.run(swap.running, { pid: 101, parentPid: 100, command, ports: [child.port], bytes: 5e9 })
    return swap
  }

  test('is not touched before somebody has said that it may be', async () => {
    const { unload, sent } = await busySwap({})
    expect(await unload('b')).toMatchObject({
      outcome: 'unconfirmed',
      sentence: 'Unload b? It is at work: its server is ended at once: its answer is cut off.',
    })
    expect(sent()).toEqual([])
  })

  test('is let go once that is said', async () => {
    const { unload, sent } = await busySwap({ acts: ['POST /api/models/unload/b'] })
    expect(await unload('b', { isConfirmed: true })).toMatchObject({ outcome: 'done' })
    expect(sent()).toEqual(['POST /api/models/unload/b'])
  })

  test('behind a router is not touched either', async () => {
    const path = '/models/b.gguf'
    const slots = [{ usedTokens: 9, isProcessing: true }]
    const child = await startFake(fakeLlama({ name: 'b', path, slots }))
    const command = `llama-server -m ${path} --port ${child.port}`
    const router = await serverWith(
      fakeRouter([{ id: 'org/b', status: 'loaded', args: command.split(' ') }]),
      { command: 'llama-server --models-dir /models' },
    )
    router.run(router.running, { pid: 101, parentPid: 100, command, ports: [child.port] })
    expect(await router.unload('org/b')).toMatchObject({
      outcome: 'unconfirmed',
      sentence:
        'Unload org/b? It is at work: it is given 10 seconds to finish, and is then ended: its answer is cut off.',
    })
    expect(router.sent()).toEqual([])
  })
})

describe('a model of Ollama that works', () => {
  test('at Ollama finishes first: it is waited for, and said', async () => {
    const { unload } = await serverWith(ollama({}, true), { acts: [generate], bytesAfter: 7e9 })
    expect(await unload('qwen3:4b')).toMatchObject({
      outcome: 'waiting',
      sentence:
        'Ollama has taken it, and qwen3:4b is still at work: its answer is finished first, and the model goes then',
      help: null,
    })
  })

  test('at Ollama is done when its request has ended meanwhile', async () => {
    const kind = fakeOllama([{ name: 'qwen3:4b', bytes: 6e9, isBusy: true }])
    const { unload, run, running } = await serverWith(kind, {
      acts: [generate],
      bytesAfter: 7e9,
      onLook: (count) => {
        if (count !== 4) return
        kind.finish('qwen3:4b')
        run({ ...running, bytes: 5e8 })
      },
    })
    expect(await unload('qwen3:4b')).toMatchObject({ outcome: 'done', returnedBytes: 6e9 })
  })
})
