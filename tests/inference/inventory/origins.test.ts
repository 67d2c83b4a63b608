import { describe, expect, test } from 'vitest'
import {
  modelsIn,
  serversIn,
  type InventorySigns,
} from '../../../src/main/inference/inventory/inventory.ts'
import type { ServerTold } from '../../../src/main/inference/watch/watched-server.ts'
import { toldOf } from '../server-told.ts'

const signsOf = (told: readonly ServerTold[], given: Partial<InventorySigns> = {}) => ({
  told,
  memoryOf: () => null,
  fileOf: () => null,
  namesOfBlob: () => [],
  logFactsOf: () => null,
  ramBytes: 64e9,
  nowMs: 50_000,
  ...given,
})

const originsOf = (told: readonly ServerTold[], given: Partial<InventorySigns> = {}) =>
  modelsIn(signsOf(told, given))[0]?.model.origins

const gguf = '/models/qwen3-8b-q4.gguf'
const llama = `llama-server -m ${gguf} -c 8192`
const file = { path: gguf, bytes: 5e9, identity: '1:2' }

describe('where the facts of a model come from', () => {
  test('is its command line, before its server has answered', () => {
    const argued = { models: [{ id: 'qwen3-8b-q4.gguf', path: gguf, contextTokens: 8_192 }] }
    const server = { ...toldOf(llama, { facts: argued, state: 'starting' }), atMs: null }
    expect(originsOf([server], { fileOf: () => file })).toMatchObject({
      file: 'argv',
      state: 'processes',
      onGpu: 'argv',
    })
  })

  test('is the answer of its server where the command line does not say so', () => {
    const facts = {
      models: [
        {
          id: 'a name of its own',
          quantization: 'Q4_K_M',
          contextTokens: 4_096,
          expiresAtMs: 90_000,
          queueLength: 1,
        },
      ],
    }
    expect(originsOf([toldOf('ollama serve', { facts })])).toEqual({
      name: 'asked',
      quantization: 'asked',
      context: 'asked',
      expiry: 'asked',
      state: 'asked',
      queue: 'asked',
    })
  })

  test('is its log where neither tells its context', () => {
    const facts = { models: [{ id: 'x', path: gguf }] }
    const server = toldOf(`llama-server -m ${gguf}`, { facts })
    const logged = { modelPath: gguf, contextTokensPerSequence: 40_960 }
    expect(originsOf([server], { logFactsOf: () => logged })).toMatchObject({ context: 'log' })
  })

  test('is what its process has mapped where nothing names its file', () => {
    const facts = { models: [{ id: 'x' }] }
    const server = toldOf('ollama serve', { facts })
    expect(originsOf([server], { fileOf: () => file })).toMatchObject({ file: 'mapped' })
  })

  test('is Headroom itself for what it has worked out: the pace, and since when it rests', () => {
    const facts = { models: [{ id: 'x' }] }
    const working = { isBusy: true, tokensPerSecond: 41, idleSinceMs: null }
    expect(originsOf([toldOf(llama, { facts, doing: working })])).toMatchObject({ pace: 'seen' })
    const resting = { isBusy: false, tokensPerSecond: null, idleSinceMs: 40_000 }
    const rested = originsOf([toldOf(llama, { facts, doing: resting })])
    expect(rested).toMatchObject({ idle: 'seen' })
    expect(rested).not.toHaveProperty('pace')
    const told = { ...facts, idleMs: 10_000 }
    expect(originsOf([toldOf(llama, { facts: told, doing: resting })])).toMatchObject({
      idle: 'asked',
    })
  })
})

describe('where the facts of a server come from', () => {
  test('is its answer, and of one that never answered its processes', () => {
    const facts = { version: '0.9.1', queueLength: 0, models: [] }
    const [heard] = serversIn(signsOf([toldOf('ollama serve', { facts })]))
    expect(heard?.origins).toEqual({
      version: 'asked',
      state: 'asked',
      queue: 'asked',
      models: 'asked',
    })
    const silent = { ...toldOf('ollama serve', { state: 'starting' }), atMs: null }
    expect(serversIn(signsOf([silent]))[0]?.origins).toEqual({ state: 'processes' })
  })
})
