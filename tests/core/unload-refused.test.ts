import { describe, expect, test } from 'vitest'
import { createActBook } from '../../src/main/core/act-book.ts'
import { ladder } from '../../src/main/core/quit-ladder.ts'
import { createUnload } from '../../src/main/core/unload.ts'
import { modelId } from '../../src/shared/ids.ts'
import type { FakeKind } from '../servers/answering.ts'
import { watchServers } from '../servers/composed-world.ts'
import { startFake } from '../servers/fake-server.ts'
import { fakeOllama } from '../servers/kinds/ollama.ts'
import { fakeKobold, fakeModelRunner } from '../servers/kinds/others.ts'
import { serverWith } from '../servers/unloading.ts'
import { nothingKnown } from '../web/fake-core.ts'

const generate = 'POST /api/generate'
const ollama = (refuses?: string): FakeKind =>
  fakeOllama([{ name: 'qwen3:4b', bytes: 6e9 }], refuses === undefined ? {} : { refuses })

describe('nothing is sent', () => {
  test('where another program has taken the port since', async () => {
    const { fake, tick, run, running, unloadId } = await serverWith(ollama())
    const [model] = (await tick(0)).models
    await fake.stop()
    const stranger = await startFake(fakeModelRunner('ai/tiny'), { port: fake.port })
    run({ ...running, ports: [] }, { pid: 200, command: 'nginx', ports: [stranger.port] })
    await expect(unloadId(model?.id ?? modelId(''))).rejects.toThrow(
      'qwen3:4b cannot be unloaded: it listens on no port',
    )
    expect(stranger.asked()).toEqual([])
  })

  test('where the port has just become that of another, by its answer', async () => {
    let count = 0
    const kind = ollama()
    const { fake, unload, sent } = await serverWith({
      answer: (request) => {
        const isMark = request.route === 'GET /'
        if (isMark) count++
        return isMark && count > 1
          ? { body: '<html>Welcome to nginx!</html>' }
          : kind.answer(request)
      },
    })
    await expect(unload('qwen3:4b')).rejects.toThrow(
      `what answers on port ${fake.port} does not say that it is Ollama: nothing was sent to it`,
    )
    expect(sent()).toEqual([])
  })

  test('where its process is another one by now', async () => {
    const { tick, run, running, unloadId, sent } = await serverWith(ollama())
    const [model] = (await tick(0)).models
    run({ ...running, startedAtMs: 5 })
    await expect(unloadId(model?.id ?? modelId(''))).rejects.toThrow(
      'this model is not loaded any more',
    )
    expect(sent()).toEqual([])
  })
})

describe('nothing is sent where there is no way', () => {
  test.each<[string, FakeKind, string, string]>([
    [
      'koboldcpp --model /m/t.gguf',
      fakeKobold('t', false),
      'koboldcpp/t',
      'koboldcpp/t cannot be unloaded: it unloads only when it was started with --admin and --admindir, without a password',
    ],
  ])('by %s, which has no way to', async (command, kind, name, sentence) => {
    const { unload, sent } = await serverWith(kind, { command })
    await expect(unload(name)).rejects.toThrow(sentence)
    expect(sent()).toEqual([])
  })
})

describe('nothing is sent where nobody is', () => {
  test('in a replay', async () => {
    const { unload, sent } = await serverWith(ollama(), { mode: 'replay' })
    await expect(unload('qwen3:4b')).rejects.toThrow(
      'this is a recording: nothing in it can be unloaded',
    )
    expect(sent()).toEqual([])
  })

  test('where no servers are found at all', async () => {
    const { host } = watchServers()
    const unload = createUnload({
      host: { ...host, platform: 'plan9' },
      monitor: { once: async () => nothingKnown, current: () => null, listed: () => null },
      servers: null,
      book: createActBook({ clock: host.clock, log: undefined }),
      ladder,
    })
    await expect(
      unload({ modelId: modelId('x'), isDryRun: false, isConfirmed: true }),
    ).rejects.toThrow('Headroom finds no servers on plan9 yet')
  })
})

describe('a server that refuses', () => {
  test('is quoted', async () => {
    const kind = ollama('the scheduler is stuck')
    const { unload } = await serverWith(kind, { acts: [generate] })
    await expect(unload('qwen3:4b')).rejects.toThrow('Ollama refused: the scheduler is stuck')
  })

  test('is believed where it says only a status', async () => {
    const { unload } = await serverWith(
      { ...ollama(), answer: (request) => refusing(request.route, ollama().answer(request)) },
      { acts: [generate] },
    )
    await expect(unload('qwen3:4b')).rejects.toThrow('Ollama refused: status 502')
  })
})

const refusing = (route: string, reply: ReturnType<FakeKind['answer']>) =>
  route === generate ? { status: 502, body: '' } : reply
