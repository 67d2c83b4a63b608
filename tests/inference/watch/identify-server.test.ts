import { describe, expect, test } from 'vitest'
import type { Asker } from '../../../src/main/host/host.ts'
import { identify, type ListeningAt } from '../../../src/main/inference/watch/identify-server.ts'
import { pid } from '../../../src/shared/ids.ts'
import { askerOf, nameOfQuestion, type Reply, type World } from '../../world.ts'
import { foundOf, running, type RunningOptions } from '../server-told.ts'

/** An answer of HTTP, as Host tells it. */
const http = (status: number, body: string, server = ''): string =>
  JSON.stringify({ status, contentType: 'text/plain', server, body })
const nobody: Reply = { kind: 'absent', reason: 'nothing listens there' }
const root = http(200, 'Ollama is running')
const at = (port: number): ListeningAt => ({ host: '127.0.0.1', port, pid: pid(100) })

interface Given extends RunningOptions {
  readonly command?: string
  readonly ports?: readonly number[]
  readonly apiKey?: string
}

async function identified(answers: Readonly<Record<string, Reply>>, given: Given = {}) {
  const { command = 'ollama serve', ports = [11434] } = given
  const world: World = new Map(
    Object.entries(answers).map(([key, reply]) => [`http GET http://127.0.0.1:${key}`, reply]),
  )
  const asked: string[] = []
  const inner = askerOf(world)
  const asker: Asker = {
    ask: (question) => {
      asked.push(nameOfQuestion(question).replace('http GET http://127.0.0.1:', ''))
      return inner.ask(question)
    },
  }
  const asking = { asker, apiKey: given.apiKey ?? null, nowMs: 1_000_000 }
  const who = await identify(foundOf(running(command, given)), ports.map(at), asking)
  return { who, asked }
}

const none = (state: string, reason: string) => ({ kind: 'none', state, reason })

describe('who answers on a port', () => {
  test('is proven by a mark', async () => {
    const { who, asked } = await identified({ '11434/': root })
    expect(who).toEqual({ kind: 'found', at: at(11434) })
    expect(asked).toEqual(['11434/'])
  })

  test('is proven by any of several marks, in their order', async () => {
    const props = http(200, '{"build_info":"b1-a"}')
    const { who, asked } = await identified(
      { '81/health': http(404, ''), '81/v1/models': http(404, ''), '81/props': props },
      { command: 'llama-server -m /a.gguf', ports: [81] },
    )
    expect(who.kind).toBe('found')
    expect(asked).toEqual(['81/health', '81/v1/models', '81/props'])
  })

  test('is another where no mark fits, and nothing else is asked of it', async () => {
    const { who, asked } = await identified({ '11434/': http(200, 'It works!') })
    expect(who).toEqual(none('unasked', 'what answers on port 11434 is not Ollama'))
    expect(asked).toEqual(['11434/'])
  })

  test('is there but closed where it wants a key', async () => {
    const { who } = await identified(
      { '1234/lmstudio-greeting': http(401, '{}') },
      { command: 'llmster', ports: [1234] },
    )
    expect(who).toEqual({ kind: 'closed', at: at(1234) })
  })
})

describe('of several ports', () => {
  test('the usual one is tried first, and the others where it is none', async () => {
    const { who, asked } = await identified(
      { '11434/': http(200, 'It works!'), '5/': root },
      { ports: [5, 11434] },
    )
    expect(asked).toEqual(['11434/', '5/'])
    expect(who).toEqual({ kind: 'found', at: at(5) })
  })

  test('one that nobody listens on leads to the next', async () => {
    const { who, asked } = await identified({ '11434/': nobody, '5/': root }, { ports: [11434, 5] })
    expect(asked).toEqual(['11434/', '5/'])
    expect(who).toEqual({ kind: 'found', at: at(5) })
  })

  test('one that is another says more than one that nobody listens on', async () => {
    const { who } = await identified(
      { '11434/': nobody, '5/': http(200, '') },
      { ports: [11434, 5] },
    )
    expect(who).toEqual(none('unasked', 'what answers on port 5 is not Ollama'))
  })

  test('no more than six are tried', async () => {
    const { who, asked } = await identified(
      Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((port) => [`${port}/`, http(200, '')])),
      { ports: [1, 2, 3, 4, 5, 6, 7] },
    )
    expect(asked).toHaveLength(6)
    expect(who.kind).toBe('none')
  })

  test('one that is silent says more than one that is another', async () => {
    const { who } = await identified(
      { '11434/': { kind: 'failed', reason: 'no answer within 2 s' }, '5/': http(200, '') },
      { ports: [5, 11434] },
    )
    expect(who).toEqual(none('silent', 'no answer within 2 s'))
  })
})

describe('a server without an answer', () => {
  test('is starting while it is young, and has no port later on', async () => {
    const young = await identified({}, { ports: [], startedAtMs: 900_000 })
    expect(young.who).toEqual(none('starting', 'it does not listen yet'))
    const old = await identified({}, { ports: [], startedAtMs: 500_000 })
    expect(old.who).toEqual(none('unasked', 'it listens on no port'))
  })

  test('is starting where nothing listens on its port while it is young, and has closed it later on', async () => {
    const young = await identified({ '11434/': nobody }, { startedAtMs: 900_000 })
    expect(young.who).toEqual(none('starting', 'nothing listens there'))
    const old = await identified({ '11434/': nobody }, { startedAtMs: 800_000 })
    expect(old.who).toEqual(none('unasked', 'it does not listen any more'))
    const ahead = await identified({ '11434/': nobody }, { startedAtMs: 9_000_000 })
    expect(ahead.who).toEqual(none('unasked', 'it does not listen any more'))
  })

  test('and without marks is not asked at all', async () => {
    const { who, asked } = await identified(
      {},
      { command: 'gpt4all', executable: '/opt/gpt4all/bin/gpt4all', ports: [4891] },
    )
    expect(who).toEqual(none('unasked', 'only its process tells of it'))
    expect(asked).toEqual([])
  })
})
