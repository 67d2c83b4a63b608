import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { roomGiven } from '../../src/main/fit/fit-room.ts'
import type { FitParts } from '../../src/shared/fit.ts'
import { tempFolder } from '../processes.ts'
import {
  loaded,
  loadedPlan,
  refusal,
  writeFolder,
  writePlan,
  type Asked,
  type Loaded,
} from './fitted.ts'
import { languageModel, mlxConfig, mlxTensors } from './model-plans.ts'

const dense = (): Promise<Loaded> => loadedPlan(languageModel())
const kvOf = (model: Loaded, asked: Asked): number => model.fit(asked).parts.kvBytes
/** Cells × layers × (K + V) in f16. */
const kvBytes = (tokens: number): number => tokens * 8 * (512 + 512)

const partNames: readonly (keyof FitParts)[] = [
  'weightsBytes',
  'kvBytes',
  'recurrentBytes',
  'computeBytes',
  'outputBytes',
  'projectorBytes',
  'draftBytes',
  'overheadBytes',
]

/** Which parts an option changes, in RAM or on the GPU. */
function changedParts(model: Loaded, asked: Asked, before: Asked = {}): readonly string[] {
  const [was, is] = [model.fit(before), model.fit({ ...before, ...asked })]
  return partNames.filter(
    (name) => was.parts[name] !== is.parts[name] || was.onGpu[name] !== is.onGpu[name],
  )
}

describe('of llama.cpp', () => {
  test('--ctx sets the cells, in steps of 256', async () => {
    const model = await dense()
    expect(kvOf(model, {})).toBe(kvBytes(32_768))
    expect(kvOf(model, { contextTokens: 4_096 })).toBe(kvBytes(4_096))
    expect(kvOf(model, { contextTokens: 1 })).toBe(kvBytes(256))
    expect(model.fit({ contextTokens: 1 }).contextTokens).toBe(256)
    expect(changedParts(model, { contextTokens: 4_096 })).toEqual(['kvBytes', 'computeBytes'])
  })

  test('keys and values have types of their own', async () => {
    const model = await dense()
    const [half, eighth] = [512, 272]
    const cells = 32_768 * 8
    expect(kvOf(model, { keyType: 'q8_0', valueType: 'q8_0' })).toBe(cells * 2 * eighth)
    expect(kvOf(model, { keyType: 'q8_0' })).toBe(cells * (eighth + half))
    expect(kvOf(model, { valueType: 'Q8_0', flashAttention: 'on' })).toBe(cells * (half + eighth))
  })

  test('of two types flash attention stays off, which is said', async () => {
    const model = await dense()
    const off =
      'Flash attention stays off (Metal has none for K and V of two types), which takes far more for computing.'
    expect(model.fit({ keyType: 'q8_0' }).remarks).toContain(off)
    const same = model.fit({ keyType: 'q8_0', valueType: 'q8_0' })
    expect(same.remarks).not.toContain(off)
    expect(model.fit({ keyType: 'q8_0' }).parts.computeBytes).toBeGreaterThan(
      5 * same.parts.computeBytes,
    )
  })
})

describe('what llama.cpp refuses to start with is refused', () => {
  test('a quantised V without flash attention', async () => {
    const model = await dense()
    const sentence =
      'UsageError: llama.cpp refuses a V of q8_0 without flash attention, which is off here'
    const off = { keyType: 'q8_0', valueType: 'q8_0', flashAttention: 'off' } as const
    expect(await refusal(() => model.fit(off))).toBe(sentence)
    expect(await refusal(() => model.fit({ valueType: 'q8_0' }))).toBe(
      `${sentence}: Metal has none for K and V of two types`,
    )
    expect(model.fit({ valueType: 'q8_0', flashAttention: 'on' }).verdict).toBe('fits')
  })

  test('heads that a block of the type does not divide, which nothing advises then', async () => {
    const model = await loadedPlan(
      languageModel({
        metadata: [
          ['llama.attention.key_length', { u32: 80 }],
          ['llama.attention.value_length', { u32: 80 }],
        ],
      }),
    )
    const both = { keyType: 'q8_0', valueType: 'q8_0' }
    expect(await refusal(() => model.fit(both))).toBe(
      'UsageError: llama.cpp refuses q8_0 here: a head of 80 is no multiple of its block',
    )
    const { advice, longestContexts } = model.fit({}, roomGiven(100_000_000))
    expect(longestContexts.map(({ kvType }) => kvType)).toEqual(['f16'])
    expect(advice.map(({ kind }) => kind)).not.toContain('kv-type')
  })

  test('options that the engine has not', async () => {
    const model = await dense()
    const ollama = { engine: 'ollama', keyType: 'q8_0' } as const
    expect(await refusal(() => model.fit(ollama))).toBe(
      'UsageError: Ollama keeps keys and values in one type: give --kv-type alone',
    )
    expect(await refusal(() => model.fit({ ...ollama, keyType: 'q5_0', valueType: 'q5_0' }))).toBe(
      'UsageError: "q5_0" is not a type of keys and values: ollama takes f16, q8_0, q4_0',
    )
  })
})

describe('types of keys and values that llama.cpp has not', () => {
  test.each(['q6_k', 'i64', 'q8_1', 'f64', '8bit', '', 'zz\u001b[31m'])(
    '%j is no type of keys and values',
    async (type) => {
      const model = await dense()
      const sentence = /^UsageError: "\P{Cc}*" is not a type of keys and values: llama\.cpp takes/u
      expect(await refusal(() => model.fit({ keyType: type }))).toMatch(sentence)
      expect(await refusal(() => model.fit({ valueType: type }))).toMatch(sentence)
    },
  )
})

describe('what llama.cpp puts where', () => {
  test('--parallel divides the context, and has logits and streams for each', async () => {
    const model = await dense()
    const { parts, parallel, contextTokens } = model.fit({ parallel: 2 })
    expect([parallel, contextTokens, parts.outputBytes]).toEqual([2, 32_768, 4 * 2 * 8_192])
    expect(parts.kvBytes).toBe(kvBytes(32_768))
    expect(model.fit().parallel).toBe(4)
  })

  test('--gpu-layers leaves layers, and what they keep, to the CPU', async () => {
    const model = await dense()
    const whole = model.fit()
    const some = model.fit({ gpuLayers: 5 })
    // the output and the last four layers
    expect(some.onGpu.kvBytes).toBe(whole.onGpu.kvBytes / 2)
    expect(some.parts.kvBytes).toBe(whole.parts.kvBytes)
    expect(some.onGpu.weightsBytes).toBeLessThan(whole.onGpu.weightsBytes)
    expect(model.fit({ gpuLayers: 999 }).onGpu).toEqual(whole.onGpu)
    const none = model.fit({ gpuLayers: 0 })
    expect([none.onGpu.weightsBytes, none.onGpu.kvBytes]).toEqual([0, 0])
  })

  test('--n-cpu-moe leaves the experts of the first layers to the CPU', async () => {
    const model = await loadedPlan(languageModel({ experts: 8 }))
    const expertBytes = 3 * 8 * 1_024 * 4_096 * (144 / 256)
    const [whole, some] = [model.fit(), model.fit({ cpuMoeLayers: 3 })]
    expect(whole.onGpu.weightsBytes - some.onGpu.weightsBytes).toBe(3 * expertBytes)
    expect(changedParts(await dense(), { cpuMoeLayers: 3 })).toEqual([])
  })
})

describe('how llama.cpp computes', () => {
  test('--ubatch changes what computing takes, as far as the batch goes', async () => {
    const model = await dense()
    const computeOf = (asked: Asked): number => model.fit(asked).parts.computeBytes
    expect(changedParts(model, { ubatchTokens: 128 })).toEqual(['computeBytes'])
    expect(computeOf({ ubatchTokens: 128 })).toBeLessThan(computeOf({}))
    expect(computeOf({ ubatchTokens: 512, batchTokens: 128 })).toBe(
      computeOf({ ubatchTokens: 128 }),
    )
    expect(computeOf({ ubatchTokens: 2 ** 20 })).toBe(computeOf({ ubatchTokens: 2_048 }))
  })

  test('--swa-full keeps all of the context for sliding layers too', async () => {
    const sliding = [['gemma3.attention.sliding_window', { u32: 1_024 }]] as const
    const shape = { architecture: 'gemma3', layers: 12, metadata: sliding }
    const model = await loadedPlan(languageModel(shape))
    expect(kvOf(model, { isSlidingFull: true })).toBe(32_768 * 12 * (512 + 512))
    expect(kvOf(model, {})).toBeLessThan(kvOf(model, { isSlidingFull: true }) / 3)
    expect(changedParts(await dense(), { isSlidingFull: true })).toEqual([])
  })

  test('--no-mmap holds the weights twice nowhere, and nothing else changes', async () => {
    const model = await dense()
    const parts = changedParts(model, { usesMmap: false })
    expect(parts.filter((name) => name !== 'weightsBytes')).toEqual([])
    const tied = languageModel()
    const tensors = (tied.tensors ?? []).filter(({ name }) => name !== 'output.weight')
    const one = await loadedPlan({ ...tied, tensors })
    const tableBytes = 1_024 * 8_192 * (144 / 256)
    const bytesOf = (usesMmap: boolean): number => one.fit({ usesMmap }).parts.weightsBytes
    // a tied embedding lies on both sides, unless one mapping serves both
    expect(bytesOf(false) - bytesOf(true)).toBe(tableBytes)
  })

  test('--flash-attn off takes more, --build goes by what that build does', async () => {
    const model = await dense()
    expect(changedParts(model, { flashAttention: 'off' })).toEqual(['computeBytes'])
    expect(model.fit({ build: 4_400 }).parallel).toBe(1)
    expect(model.fit({ build: 7_000 }).parallel).toBe(4)
    const fitsItself = /llama\.cpp takes a shorter context/
    const remarks = (asked: Asked, room = roomGiven(1)): string =>
      model.fit(asked, room).remarks.join(' ')
    expect(remarks({})).toMatch(fitsItself)
    // where it fits there is nothing to shorten
    expect(remarks({}, roomGiven(2 ** 40))).not.toMatch(fitsItself)
    expect(remarks({ build: 7_000 })).not.toMatch(fitsItself)
    expect(remarks({ contextTokens: 4_096 })).not.toMatch(fitsItself)
    expect(remarks({ build: 99_999 })).toMatch(/^What builds after b\d+ allocate otherwise/)
    expect(remarks({ build: 10_000 })).not.toMatch(/What builds after/)
  })
})

describe('where Metal has no flash attention', () => {
  test('a model whose heads Metal has no flash attention for is offered no quantised cache', async () => {
    const metadata = [
      ['llama.attention.key_length', { u32: 56 }],
      ['llama.attention.value_length', { u32: 56 }],
    ] as const
    const model = await loadedPlan(languageModel({ metadata }))
    const { longestContexts, advice } = model.fit({}, roomGiven(300_000_000))
    expect(longestContexts.map(({ kvType }) => kvType)).toEqual(['f16'])
    expect(advice.map(({ kind }) => kind)).not.toContain('kv-type')
  })
})

describe('--engine', () => {
  test('runs GGUF by llama.cpp or Ollama, safetensors by MLX, and nothing else', async () => {
    const gguf = await loaded(writePlan(join(tempFolder(), 'm.gguf')))
    const mlx = await loaded(writeFolder(join(tempFolder(), 'm'), mlxConfig, mlxTensors))
    expect(gguf.fit({ engine: 'ollama' }).model.engine).toBe('ollama')
    expect(mlx.fit({ engine: 'mlx' }).model.engine).toBe('mlx')
    expect(await refusal(() => gguf.fit({ engine: 'mlx' }))).toBe(
      'UsageError: MLX runs no GGUF files: it wants a folder of safetensors',
    )
    for (const engine of ['ollama', 'llama.cpp'] as const)
      expect(await refusal(() => mlx.fit({ engine }))).toBe(
        `UsageError: ${engine} runs GGUF files: these are safetensors, which MLX runs`,
      )
  })

  test('of MLX has one width for keys and values', async () => {
    const model = await loaded(writeFolder(join(tempFolder(), 'm'), mlxConfig, mlxTensors))
    const kv = (type: string): number => kvOf(model, { keyType: type, valueType: type })
    expect(kv('f16')).toBe(kvOf(model, {}))
    expect(kv('8bit')).toBeLessThan(kv('f16'))
    expect(kv('4bit')).toBeLessThan(kv('8bit'))
    expect(kv('Q8_0')).toBe(kv('8bit'))
    expect(await refusal(() => model.fit({ keyType: '8bit' }))).toBe(
      'UsageError: MLX keeps keys and values in one width: give --kv-type alone',
    )
    expect(await refusal(() => kv('q5_0'))).toBe(
      'UsageError: "q5_0" is no width that MLX has: f16, 8bit or 4bit',
    )
  })
})
