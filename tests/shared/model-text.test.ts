import { describe, expect, test } from 'vitest'
import { serverId } from '../../src/shared/ids.ts'
import { cutInMiddle, shownModel } from '../../src/shared/model-text.ts'
import type { Model, SizeOrigin } from '../../src/shared/server.ts'
import { atMs, gemma, llamaServer, ollama, phi, qwen } from './loaded.ts'

const servers = [ollama, llamaServer]
const shown = (change: Partial<Model> = {}) =>
  shownModel({ ...gemma, ...change }, { servers, atMs })

test('a model is told with its server, its size, its context and what it does', () => {
  expect(shown()).toEqual({
    name: 'gemma3:27b',
    server: 'Ollama',
    quantization: 'Q4_K_M',
    size: { figure: '17.4 GB', brief: 'size as reported', origin: 'by Ollama’s own account' },
    context: { text: '2.1k of 8k', exact: '2134 of 8192 tokens', ratio: 2_134 / 8_192 },
    state: 'generating 41 tok/s',
    expiry: 'goes in 4 min',
    notes: [],
  })
})

test('what is not known of a model is not told', () => {
  expect(shownModel(phi, { servers, atMs })).toEqual({
    name: 'phi4:14b',
    server: 'Ollama',
    quantization: null,
    size: null,
    context: null,
    state: 'loading',
    expiry: null,
    notes: [],
  })
})

describe('the size of a model', () => {
  test.each<[SizeOrigin, string, string]>([
    ['log', 'size as logged', 'by the log of Ollama'],
    ['argv', 'size of its file', 'by the file that its command line names'],
    ['estimated', 'size estimated', 'estimated from the file of the model'],
    ['process', 'size of its process', 'by the memory of its process'],
  ])('says who says so, in a few words and in full: %s', (from, brief, origin) => {
    const total = { bytes: 1e9, origin: from }
    expect(shown({ memory: { ...gemma.memory, total } }).size).toMatchObject({ brief, origin })
  })

  test('is that of its weights, and says so, where no more is known', () => {
    const memory = { ...phi.memory, weights: { bytes: 8.1e9, origin: 'argv' } as const }
    expect(shown({ memory }).size).toEqual({
      figure: '8.1 GB',
      brief: 'weights alone',
      origin: 'its weights alone, by the file that its command line names',
    })
  })

  test('is nothing of this machine where it runs on another one', () => {
    const { size, notes } = shown({ isRemote: true, eject: { kind: 'none', reason: 'x' } })
    expect([size, notes]).toEqual([null, ['runs on another machine']])
  })
})

describe('the context of a model', () => {
  const contextOf = (
    contextTokens: number | null,
    contextUsedTokens: number | null,
    contextRatio: number | null,
  ) => shown({ contextTokens, contextUsedTokens, contextRatio }).context

  test('is told by the share of the cache where tokens are not counted, which is of all requests', () => {
    const [ratio, text] = [0.34, 'cache 34 % full']
    const exact = `${text}, of all requests together`
    expect(contextOf(null, null, ratio)).toEqual({ text, exact, ratio })
    const whole = { text, exact: `${exact}; a request has up to 8192 tokens`, ratio }
    expect(contextOf(8_192, null, ratio)).toEqual(whole)
  })

  test('is told by its size alone where nothing says how full it is', () => {
    expect(contextOf(131_072, null, null)).toMatchObject({ text: '128k context', ratio: null })
    expect(contextOf(null, 100, null)).toBeNull()
  })

  test('is never more than full', () => {
    expect(contextOf(8_192, 9_000, null)?.ratio).toBe(1)
    expect(contextOf(8_192, null, 1.2)?.ratio).toBe(1)
  })
})

describe('what a model does', () => {
  test('is told with how long it has been idle, and how many wait', () => {
    expect(shown({ state: 'idle', idleSinceMs: atMs - 240_000 }).state).toBe('idle 4 min')
    expect(shown({ state: 'idle', idleSinceMs: null }).state).toBe('idle')
    expect(shown({ state: 'idle', idleSinceMs: atMs - 4_999 }).state).toBe('idle')
    expect(shown({ state: 'idle', idleSinceMs: atMs - 5_000 }).state).toBe('idle 5 s')
    expect(shown({ tokensPerSecond: null }).state).toBe('generating')
    expect(shown({ queueLength: 2 }).state).toBe('generating 41 tok/s, 2 waiting')
    expect(shown({ state: 'loaded' }).state).toBe('loaded')
  })

  test('has no end where its server keeps it for ever', () => {
    expect(shown({ expiresAtMs: atMs + 300 * 365 * 86_400_000 }).expiry).toBeNull()
    expect(shown({ expiresAtMs: atMs - 1 }).expiry).toBeNull()
  })
})

describe('beside a model stands', () => {
  test('how its memory comes back where it cannot be unloaded', () => {
    expect(shownModel(qwen, { servers, atMs }).notes).toEqual(['quit llama-server to free it'])
    expect(shown({ eject: { kind: 'none', reason: 'it wants a key' } }).notes).toEqual([
      'cannot be unloaded from here: it wants a key',
    ])
  })

  test('that its file is in memory once, and how old this is', () => {
    expect(shown({ sharesFile: true, isStale: true, atMs: atMs - 12_000 }).notes).toEqual([
      'as of 12 s ago',
      'shares its file with another server',
    ])
  })
})

test('foreign text brings no control characters along', () => {
  const evil = '\u001b[31mevil'
  const { name, quantization, notes } = shown({
    name: evil,
    quantization: evil,
    eject: { kind: 'none', reason: evil },
  })
  const harmless = '\ufffd[31mevil'
  expect([name, quantization, notes]).toEqual([
    harmless,
    harmless,
    [`cannot be unloaded from here: ${harmless}`],
  ])
})

test('a long name keeps both its ends', () => {
  const long = 'unsloth/Qwen3-Coder-480B-A35B-Instruct-GGUF-Q4_K_M'
  expect(cutInMiddle(long, 21)).toBe('unsloth/Qw…GUF-Q4_K_M')
  expect(cutInMiddle('gemma3:27b', 10)).toBe('gemma3:27b')
  expect(cutInMiddle('😀😀😀😀', 3)).toBe('😀…😀')
})

describe('the server of a model', () => {
  test('is told with its port where another is called the same', () => {
    const second = { ...ollama, id: serverId('second'), port: 11_435 }
    const both = { servers: [ollama, second], atMs }
    expect(shownModel({ ...gemma, serverId: second.id }, both)).toMatchObject({
      server: 'Ollama on port 11435',
      size: { origin: 'by Ollama’s own account' },
    })
    expect(shownModel({ ...gemma, eject: { kind: 'quit' } }, both).notes).toEqual([
      'quit Ollama on port 11434 to free it',
    ])
  })

  test('is named as what it was where it has gone meanwhile', () => {
    expect(shownModel(gemma, { servers: [], atMs }).server).toBe('its server')
  })
})
