import { describe, expect, test } from 'vitest'
import {
  modelsIn,
  serverIdOf,
  serversIn,
  type InventorySigns,
} from '../../src/main/inference/inventory.ts'
import type { ServerTold } from '../../src/main/inference/watched-server.ts'
import { pid } from '../../src/shared/ids.ts'
import { running, toldOf } from './server-told.ts'

const nowMs = 60_000
const signs = (told: readonly ServerTold[], given: Partial<InventorySigns> = {}) => ({
  told,
  memoryOf: () => null,
  fileOf: () => null,
  nameOfBlob: () => null,
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

describe('models', () => {
  test('are listed by their memory, the biggest first', () => {
    const facts = {
      models: [{ id: 'a', sizeBytes: 1e9 }, { id: 'b' }, { id: 'c', sizeBytes: 3e9 }],
    }
    expect(models([toldOf('ollama serve', { facts })]).map(({ name }) => name)).toEqual([
      'c',
      'a',
      'b',
    ])
  })

  test('are named after their file where nobody names them', () => {
    const facts = { models: [{ path: '/m/tiny.gguf' }] }
    expect(models([toldOf('llama-server -m /m/tiny.gguf', { facts })])[0]).toMatchObject({
      name: 'tiny.gguf',
      file: '/m/tiny.gguf',
      id: 'llama-server:100:1000/tiny.gguf',
    })
  })

  test('on another machine take nothing here', () => {
    const facts = { models: [{ id: 'cloud', sizeBytes: 9e9, isRemote: true }] }
    expect(models([toldOf('ollama serve', { facts })])[0]).toMatchObject({
      isRemote: true,
      memory: { total: null, onGpu: null, weights: null, kv: null },
    })
  })

  test('are old when their server is silent, or has long said nothing', () => {
    const at = (atMs: number, state: 'ready' | 'silent' = 'ready') =>
      models([{ ...ollama, atMs, state }])[0]?.isStale
    expect([at(59_000), at(-40_001), at(59_000, 'silent')]).toEqual([false, true, true])
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

  test('is not while its server does not answer, or has no way to', () => {
    expect(ejectOf({ ...ollama, state: 'silent', reason: 'no answer within 2 s' })).toEqual({
      kind: 'none',
      reason: 'no answer within 2 s',
    })
    const facts = { canUnload: false, models: [{ id: 'k' }] }
    expect(ejectOf(toldOf('koboldcpp', { facts }))?.kind).toBe('none')
  })
})
