import { describe, expect, test } from 'vitest'
import { modelsIn, type InventorySigns } from '../../../src/main/inference/inventory/inventory.ts'
import type { ServerTold } from '../../../src/main/inference/watch/watched-server.ts'
import type { LogFacts } from '../../../src/shared/log-facts.ts'
import type { Model } from '../../../src/shared/server.ts'
import { toldOf } from '../server-told.ts'

const facts: LogFacts = {
  modelPath: '/m/a.gguf',
  gpuModelBytes: 4e9,
  cpuModelBytes: 3e8,
  gpuKvBytes: 5e8,
  cpuKvBytes: 1e8,
  gpuRecurrentBytes: 2e7,
  gpuComputeBytes: 3e7,
  contextTokens: 8_192,
}
const inLog = (bytes: number) => ({ bytes, origin: 'log' })

/** The models of these servers, of which one has a log that says this. */
function modelsOf(
  told: readonly ServerTold[],
  logged: LogFacts | null = facts,
  writer: ServerTold | undefined = told.at(-1),
): readonly Model[] {
  const signs: InventorySigns = {
    told,
    memoryOf: () => ({ bytes: 5e9, kind: 'footprint' }),
    fileOf: () => ({ path: '/m/a.gguf', bytes: 4.25e9, identity: '1:1' }),
    namesOfBlob: () => [],
    logFactsOf: (server) => (server === writer ? logged : null),
    ramBytes: 64e9,
    nowMs: 60_000,
  }
  return modelsIn(signs).map(({ model }) => model)
}

const llama = (model: object = {}) =>
  toldOf('llama-server -m /m/a.gguf', { facts: { models: [{ path: '/m/a.gguf', ...model }] } })

describe('what its log says of a model', () => {
  test('stands beside what its process takes: weights, cache, what is on the GPU, context', () => {
    expect(modelsOf([llama()])).toMatchObject([
      {
        memory: {
          total: { bytes: 5e9, origin: 'process' },
          weights: inLog(4.3e9),
          kv: inLog(6.2e8),
          onGpu: inLog(4.55e9),
        },
        contextTokens: 8_192,
      },
    ])
  })

  test('is its context for one request, where the log tells that too', () => {
    const [model] = modelsOf([llama()], { ...facts, contextTokensPerSequence: 2_048 })
    expect(model?.contextTokens).toBe(2_048)
  })

  test('yields to what its server says', () => {
    const said = { weightsBytes: 4.1e9, kvBytes: 1e9, contextTokens: 4_096 }
    expect(modelsOf([llama(said)])).toMatchObject([
      {
        memory: {
          weights: { bytes: 4.1e9, origin: 'reported' },
          kv: { bytes: 1e9, origin: 'reported' },
          onGpu: inLog(4.55e9),
        },
        contextTokens: 4_096,
      },
    ])
  })

  test('is only what is in it: sizes that it does not name are as without a log', () => {
    const [model] = modelsOf([llama()], { contextTokens: 100 })
    expect(model?.memory).toMatchObject({
      weights: { bytes: 4.25e9, origin: 'argv' },
      kv: null,
      onGpu: null,
    })
  })

  test('is not believed where no machine of this size has so much', () => {
    const [model] = modelsOf([llama()], { ...facts, gpuKvBytes: 64e9 * 5 })
    expect(model?.memory).toMatchObject({ kv: null, onGpu: null, weights: inLog(4.3e9) })
  })
})

describe('what a log says is not of a model', () => {
  test('whose file has another name', () => {
    const [model] = modelsOf([llama()], { ...facts, modelPath: '/m/b.gguf' })
    expect(model?.memory).toMatchObject({ weights: { origin: 'argv' }, kv: null, onGpu: null })
    expect(model?.contextTokens).toBeNull()
  })

  test('that has the same name in another folder; where the log has no folder, it may be its', () => {
    const kvOf = (modelPath: string) =>
      modelsOf([llama()], { ...facts, modelPath })[0]?.memory.kv ?? null
    expect(kvOf('/other/a.gguf')).toBeNull()
    expect(kvOf('a.gguf')).toEqual(inLog(6.2e8))
  })

  test('that shares its process with others', () => {
    const models = [{ id: 'a' }, { id: 'b' }]
    const both = modelsOf([toldOf('llmster', { facts: { models } })], facts)
    expect(both.map(({ memory }) => [memory.kv, memory.onGpu])).toEqual([
      [null, null],
      [null, null],
    ])
  })

  test('that sleeps: its memory was given back', () => {
    const [model] = modelsOf([llama({ state: 'sleeping' })])
    expect(model?.memory).toMatchObject({ kv: null, onGpu: null, weights: null })
  })
})

describe('a model in a child of its server', () => {
  const ollama = toldOf('ollama serve', { facts: { models: [{ id: 'a', path: '/m/a.gguf' }] } })
  const child = toldOf('llama-server -m /m/a.gguf', {
    pid: 101,
    parent: ollama,
    facts: { models: [{ path: '/m/a.gguf' }] },
  })

  test('has what the log says of the child', () => {
    const models = modelsOf([ollama, child])
    expect(models.map(({ memory }) => memory.kv)).toEqual([inLog(6.2e8)])
  })

  test('has, where nothing is said of the child, what the log says of its server', () => {
    const models = modelsOf([ollama, child], facts, ollama)
    expect(models.map(({ memory }) => memory.kv)).toEqual([inLog(6.2e8)])
  })
})
