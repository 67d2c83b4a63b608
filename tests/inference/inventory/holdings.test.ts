import { describe, expect, test } from 'vitest'
import type { ModelFacts } from '../../../src/main/inference/answers/facts.ts'
import { holdingsOf } from '../../../src/main/inference/inventory/holdings.ts'
import {
  modelsIn,
  type Held,
  type WeightsFile,
} from '../../../src/main/inference/inventory/inventory.ts'
import type { ServerTold } from '../../../src/main/inference/watch/watched-server.ts'
import { toldOf } from '../server-told.ts'

const file: WeightsFile = { path: '/m/a.gguf', bytes: 4e9, identity: '1:2' }

const held = (
  told: readonly ServerTold[],
  fileOf: (told: ServerTold) => WeightsFile | null = () => file,
): readonly Held[] =>
  modelsIn({
    told,
    fileOf,
    memoryOf: () => null,
    namesOfBlob: () => [],
    logFactsOf: () => null,
    ramBytes: 64e9,
    nowMs: 60_000,
  })

const llama = (args: string, facts: ModelFacts = {}, pid = 100): ServerTold =>
  toldOf(`llama-server -m /m/a.gguf ${args}`.trim(), {
    pid,
    facts: { models: [{ id: 'a', ...facts }] },
  })

describe('what models hold', () => {
  test('of a llama-server are its weights, mapped and on the GPU', () => {
    expect(holdingsOf(held([llama('')]))).toEqual({
      onGpuBytes: 4e9,
      leastOnGpuBytes: 4e9,
      mappedBytes: 4e9,
      notMappedOnGpuBytes: 0,
    })
  })

  test('with its KV cache, where that is told', () => {
    expect(holdingsOf(held([llama('', { kvBytes: 1e9 })])).onGpuBytes).toBe(5e9)
  })

  test('is not on the GPU where only some layers are, and not mapped where it was read', () => {
    expect(holdingsOf(held([llama('-ngl 20')]))).toMatchObject({ onGpuBytes: 0, mappedBytes: 4e9 })
    expect(holdingsOf(held([llama('-ngl 999 --no-mmap')]))).toEqual({
      onGpuBytes: 4e9,
      leastOnGpuBytes: 4e9,
      mappedBytes: 0,
      notMappedOnGpuBytes: 4e9,
    })
  })

  test('says of each whether its engine puts all of it on the GPU', () => {
    const isOnGpu = (args: string) => held([llama(args)])[0]?.model.isOnGpu
    expect(['', '-ngl 999', '-ngl 20', '-ngl 0'].map(isOnGpu)).toEqual([true, true, false, false])
    const ollama = toldOf('ollama serve', { facts: { models: [{ id: 'q', sizeBytes: 6e9 }] } })
    expect(held([ollama], () => null)[0]?.model.isOnGpu).toBeUndefined()
  })

  test('is as the server accounts for it, where it does', () => {
    const ollama = toldOf('ollama serve', {
      facts: { models: [{ id: 'q', sizeBytes: 6e9, vramBytes: 5e9 }] },
    })
    expect(holdingsOf(held([ollama], () => null))).toEqual({
      onGpuBytes: 5e9,
      leastOnGpuBytes: 5e9,
      mappedBytes: 0,
      notMappedOnGpuBytes: 5e9,
    })
  })
})

describe('what models of one file hold', () => {
  test('is there once', () => {
    const two = held([llama('', { kvBytes: 1e9 }, 100), llama('', { kvBytes: 2e9 }, 101)])
    expect(holdingsOf(two)).toMatchObject({ onGpuBytes: 7e9, mappedBytes: 4e9 })
  })

  test('is counted with a model that is in memory: not with one that sleeps or loads', () => {
    for (const state of ['sleeping', 'loading'] as const) {
      const two = held([llama('', { state }, 100), llama('', {}, 101)])
      expect(two.map(({ model }) => [model.state, model.sharesFile])).toEqual(
        state === 'sleeping'
          ? [
              ['loaded', false],
              ['sleeping', false],
            ]
          : [
              ['loading', true],
              ['loaded', false],
            ],
      )
      expect(holdingsOf(two)).toMatchObject({ onGpuBytes: 4e9, mappedBytes: 4e9 })
    }
  })

  test('is there twice where one has read it instead of mapping it', () => {
    const two = held([llama('', {}, 100), llama('--no-mmap', {}, 101)])
    expect(two.map(({ model }) => model.sharesFile)).toEqual([false, false])
    expect(holdingsOf(two)).toMatchObject({ onGpuBytes: 8e9, mappedBytes: 4e9 })
  })
})

describe('what a model holds', () => {
  test.each<ModelFacts>([{ state: 'loading' }, { state: 'sleeping' }, { isRemote: true }])(
    'is nothing while it is %o',
    (facts) => {
      expect(holdingsOf(held([llama('', facts)]))).toMatchObject({
        onGpuBytes: 0,
        mappedBytes: 0,
        notMappedOnGpuBytes: 0,
      })
    },
  )

  test('of two that share a file is its weights once, and what each has beside them', () => {
    const two = held([llama('-ngl 99', {}, 100), llama('-ngl 99', {}, 101)])
    expect(holdingsOf(two, () => 6e9)).toMatchObject({ onGpuBytes: 6e9 + 2e9, mappedBytes: 4e9 })
  })

  test('of an MLX server is what its process holds, less what Python takes beside', () => {
    const mlx = toldOf('python3 -m mlx_lm server --model m', { facts: { models: [{ id: 'm' }] } })
    const all = modelsIn({
      told: [mlx],
      fileOf: () => null,
      memoryOf: () => ({ bytes: 9e9, kind: 'footprint' }),
      namesOfBlob: () => [],
      logFactsOf: () => null,
      ramBytes: 64e9,
      nowMs: 60_000,
    })
    expect(holdingsOf(all)).toEqual({
      onGpuBytes: 8.5e9,
      leastOnGpuBytes: 8.5e9,
      mappedBytes: 0,
      notMappedOnGpuBytes: 8.5e9,
    })
  })

  test('of a llama-server is what its header says, however many layers it was told to put there', () => {
    const all = held([llama('-ngl 99')])
    expect(holdingsOf(all, () => 6e9)).toMatchObject({ onGpuBytes: 6e9, mappedBytes: 4e9 })
    expect(holdingsOf(all, () => null)).toMatchObject({ onGpuBytes: 0, mappedBytes: 4e9 })
  })

  test('of a kind that says nothing of its GPU is not guessed', () => {
    const mlx = toldOf('python3 -m mlx_lm server --model m', { facts: { models: [{ id: 'm' }] } })
    expect(holdingsOf(held([mlx]))).toMatchObject({
      onGpuBytes: 0,
      mappedBytes: 0,
      notMappedOnGpuBytes: 0,
    })
  })
})
