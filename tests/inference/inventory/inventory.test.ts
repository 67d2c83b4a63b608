import { describe, expect, test } from 'vitest'
import {
  modelsIn,
  serverIdOf,
  serversIn,
  type InventorySigns,
  type ProcessMemory,
} from '../../../src/main/inference/inventory/inventory.ts'
import type { ModelFacts } from '../../../src/main/inference/answers/facts.ts'
import type { ServerTold } from '../../../src/main/inference/watch/watched-server.ts'
import { pid } from '../../../src/shared/ids.ts'
import { running, toldOf } from '../server-told.ts'

const nowMs = 60_000
const signs = (told: readonly ServerTold[], given: Partial<InventorySigns> = {}) => ({
  told,
  memoryOf: () => null,
  fileOf: () => null,
  namesOfBlob: () => [],
  logFactsOf: () => null,
  ramBytes: 64e9,
  nowMs,
  ...given,
})
const models = (told: readonly ServerTold[], given: Partial<InventorySigns> = {}) =>
  modelsIn(signs(told, given)).map(({ model }) => model)
const doing = { isBusy: false, tokensPerSecond: null, idleSinceMs: 10_000 }

const ollama = toldOf('ollama serve', {
  port: 11434,
  facts: { version: '0.30.1', models: [{ id: 'a' }] },
})

describe('servers', () => {
  test('have an id that no later process of their number has', () => {
    expect(serverIdOf(ollama)).toBe('ollama:100:1000')
    expect(serverIdOf(toldOf('ollama serve', { startedAtMs: 2_000 }))).toBe('ollama:100:2000')
  })

  test('have the memory of all their processes, and of those that are theirs', () => {
    const child = toldOf('llama-server -m /a.gguf', { pid: 101, parent: ollama, port: 5_001 })
    const members = [ollama.found.root, running('/bin/sh', { pid: 90 })]
    const parent = { ...ollama, found: { ...ollama.found, members } }
    const memoryOf = (id: number) => ({ bytes: id * 1e6, kind: 'pss' as const })
    expect(serversIn(signs([parent, child], { memoryOf }))).toMatchObject([
      { title: 'Ollama', version: '0.30.1', port: 11434, parentId: null, memoryBytes: 190e6 },
      { parentId: 'ollama:100:1000', memoryBytes: 101e6, memoryKind: 'pss' },
    ])
  })

  test('are called by the process that listens, and have no memory where none is known', () => {
    const told = { ...ollama, at: { host: '127.0.0.1', port: 1, pid: pid(222) } }
    expect(serversIn(signs([told]))).toMatchObject([
      { pid: 222, memoryBytes: null, memoryKind: null },
    ])
  })
})

test('the sum over processes is of those that are known, and has a kind where all are counted alike', () => {
  const members = [100, 101, 102].map((id) => running('ollama serve', { pid: id }))
  const told = { ...ollama, found: { ...ollama.found, members } }
  const sumOf = (kinds: readonly (ProcessMemory['kind'] | null)[]) => {
    const memoryOf = (id: number): ProcessMemory | null => {
      const kind = kinds[id - 100] ?? null
      return kind === null ? null : { bytes: 1e6, kind }
    }
    const [server] = serversIn(signs([told], { memoryOf }))
    return [server?.memoryBytes, server?.memoryKind]
  }
  expect(sumOf(['pss', 'pss', 'pss'])).toEqual([3e6, 'pss'])
  expect(sumOf(['footprint', 'rss', 'footprint'])).toEqual([3e6, null])
  expect(sumOf(['pss', null, 'pss'])).toEqual([2e6, 'pss'])
  expect(sumOf([null, null, null])).toEqual([null, null])
})

test('a server tells its models by an answer, by its command line, or by being too small for any', () => {
  const tells = (told: ServerTold, given: Partial<InventorySigns> = {}) =>
    serversIn(signs([told], given))[0]?.tellsModels
  expect(tells(toldOf('llmster', { facts: { models: [] } }))).toBe(true)
  expect(tells(toldOf('llmster', { facts: { models: null } }))).toBe(false)
  expect(tells(toldOf('python3 -m mlx_lm server'))).toBe(false)
  const comfy = toldOf('python3 /c/ComfyUI/main.py')
  expect(tells(comfy)).toBe(false)
  expect(tells(comfy, { memoryOf: () => ({ bytes: 4e8, kind: 'pss' }) })).toBe(true)
})

describe('models', () => {
  test('are listed by their memory, the biggest first', () => {
    const facts = {
      models: [
        { id: 'a', sizeBytes: 1e9 },
        { id: 'b' },
        { id: 'c', sizeBytes: 3e9 },
        { id: 'd', weightsBytes: 2e9 },
      ],
    }
    expect(models([toldOf('ollama serve', { facts })]).map(({ name }) => name)).toEqual([
      'c',
      'd',
      'a',
      'b',
    ])
  })

  test('of about one size are listed by name, so that their rows do not jump', () => {
    const namesOf = (sizes: Readonly<Record<string, number>>) => {
      const listed = Object.entries(sizes).map(([id, sizeBytes]) => ({ id, sizeBytes }))
      return models([toldOf('ollama serve', { facts: { models: listed } })]).map(({ name }) => name)
    }
    expect(namesOf({ b: 4.01e9, a: 4.09e9, c: 4.1e9 })).toEqual(['c', 'a', 'b'])
    expect(namesOf({ b: 4.09e9, a: 4.01e9, c: 4.1e9 })).toEqual(['c', 'a', 'b'])
  })

  test('are named after their file where nobody names them', () => {
    const facts = { models: [{ path: '/m/tiny.gguf' }] }
    expect(models([toldOf('llama-server -m /m/tiny.gguf', { facts })])[0]).toMatchObject({
      name: 'tiny.gguf',
      file: '/m/tiny.gguf',
      id: 'llama-server:100:1000/',
    })
  })

  test('keep their id when their server comes to tell their name', () => {
    const idOf = (command: string, model: ModelFacts) =>
      models([toldOf(command, { facts: { models: [model] } })])[0]?.id
    const command = 'llama-server -m /m/tiny.gguf'
    expect(idOf(command, { path: '/m/tiny.gguf', id: 'alias' })).toBe('llama-server:100:1000/')
    expect(idOf('koboldcpp', { path: '/m/k.gguf' })).toBe(idOf('koboldcpp', { id: 'koboldcpp/k' }))
    expect(idOf('ollama serve', { id: 'a' })).toBe('ollama:100:1000/a')
    expect(idOf('exo', { id: 'a', instanceId: 'i' })).toBe('exo:100:1000/i')
  })

  test('with one id are one', () => {
    const facts = { models: [{ id: 'a' }, { id: 'a' }] }
    expect(models([toldOf('llmster', { facts })])).toHaveLength(1)
  })

  test('on another machine take nothing here', () => {
    const facts = { models: [{ id: 'cloud', sizeBytes: 9e9, isRemote: true }] }
    expect(models([toldOf('ollama serve', { facts })])[0]).toMatchObject({
      isRemote: true,
      memory: { total: null, onGpu: null, weights: null, kv: null },
    })
  })
})

describe('what is told of models', () => {
  test('is old when its server is silent, or has long said nothing', () => {
    const at = (atMs: number, state: 'ready' | 'silent' = 'ready') =>
      models([{ ...ollama, atMs, state }])[0]?.isStale
    expect([at(59_000), at(-40_001), at(59_000, 'silent')]).toEqual([false, true, true])
  })

  test('is old when it was told long after now: the clock was set back', () => {
    const at = (atMs: number) => models([{ ...ollama, atMs }])[0]?.isStale
    expect([at(nowMs + 5_000), at(nowMs + 3_600_000)]).toEqual([false, true])
  })
})

describe('what a model does', () => {
  const stateOf = (facts: object, told: Partial<ServerTold> = {}) =>
    models([{ ...ollama, ...told, facts: { models: [{ id: 'a', ...facts }] } }])[0]?.state

  test.each([
    ['loading', { state: 'loading', activity: 'busy' }],
    ['unloading', { state: 'unloading' }],
    ['sleeping', { state: 'sleeping' }],
    ['generating', { activity: 'busy' }],
    ['idle', { activity: 'idle' }],
    ['loaded', {}],
  ])('is %s', (state, facts) => {
    expect(stateOf(facts)).toBe(state)
  })

  test('is what its server does, where it is the only one', () => {
    expect(stateOf({}, { doing })).toBe('idle')
    const two = { models: [{ id: 'a' }, { id: 'b' }] }
    const states = models([{ ...ollama, doing, facts: two }]).map(({ state }) => state)
    expect(states).toEqual(['loaded', 'loaded'])
  })

  test('is to generate as long as its request runs, whenever it was to go', () => {
    const busy = { isBusy: true, tokensPerSecond: 31, idleSinceMs: null }
    expect(stateOf({ state: 'unloading' }, { doing: busy })).toBe('generating')
    expect(stateOf({ state: 'unloading' }, { doing })).toBe('unloading')
    expect(stateOf({ state: 'loading' }, { doing: busy })).toBe('loading')
  })

  test('ends with the time since when, and its speed only while it works', () => {
    expect(models([{ ...ollama, doing }])[0]).toMatchObject({
      state: 'idle',
      idleSinceMs: 10_000,
      tokensPerSecond: null,
    })
    const busy = { isBusy: true, tokensPerSecond: 31, idleSinceMs: null }
    expect(models([{ ...ollama, doing: busy }])[0]).toMatchObject({
      state: 'generating',
      idleSinceMs: null,
      tokensPerSecond: 31,
    })
  })
})

describe('how a model is let go', () => {
  const ejectOf = (told: ServerTold, others: readonly ServerTold[] = []) =>
    models([...others, told]).find(({ serverId }) => serverId === serverIdOf(told))?.eject

  test('is by its server, or with it', () => {
    expect(ejectOf(ollama)).toEqual({ kind: 'unload', takesAll: false })
    const facts = { models: [{ id: 'v' }] }
    expect(ejectOf(toldOf('python3 -m mlx_vlm.server', { facts }))).toEqual({
      kind: 'unload',
      takesAll: true,
    })
    expect(ejectOf(toldOf('llama-server -m /a.gguf', { facts }))).toEqual({ kind: 'quit' })
  })

  test('is not by quitting what another server has started', () => {
    const child = toldOf('llama-server -m /a.gguf', {
      pid: 101,
      parent: ollama,
      facts: { models: [{ id: 'z' }] },
    })
    const silent = { ...ollama, facts: { models: [] } }
    expect(ejectOf(child, [silent])).toEqual({
      kind: 'none',
      reason: 'the server that started it loads and unloads it',
    })
  })

  test.each([
    ['llama-swap', '..'],
    ['llama-swap', 'a/../b'],
    ['llama-swap', 'a//b'],
    ['ollama serve', `${'x'.repeat(199)}…`],
    ['ollama serve', 'half a letter \ufffd'],
  ])('is not where the name would say something else: %s %s', (command, id) => {
    expect(ejectOf(toldOf(command, { facts: { models: [{ id }] } }))?.kind).toBe('none')
  })

  test('is by a name with a slash, a blank or a percent sign in it', () => {
    for (const id of ['org/model', 'a b', '50%', 'ö'])
      expect(ejectOf(toldOf('llama-swap', { facts: { models: [{ id }] } }))?.kind).toBe('unload')
  })

  test('of an instance is not by dots', () => {
    const of = (instanceId: string) =>
      ejectOf(toldOf('exo', { facts: { models: [{ id: 'm', instanceId }] } }))?.kind
    expect([of('..'), of('i-1')]).toEqual(['none', 'unload'])
  })

  test('is not while its server does not answer, or has no way to', () => {
    expect(ejectOf({ ...ollama, state: 'silent', reason: 'no answer within 2 s' })).toEqual({
      kind: 'none',
      reason: 'no answer within 2 s',
    })
    const facts = { canUnload: false, models: [{ id: 'k' }] }
    expect(ejectOf(toldOf('koboldcpp', { facts }))?.kind).toBe('none')
  })
})
