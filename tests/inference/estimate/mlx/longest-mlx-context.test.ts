import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimateMlx } from '../../../../src/main/inference/estimate/mlx/estimate-mlx.ts'
import {
  longestMlxContext,
  longestMlxContexts,
} from '../../../../src/main/inference/estimate/mlx/longest-mlx-context.ts'
import { defaultMlxRun, type MlxRun } from '../../../../src/main/inference/estimate/mlx/mlx-run.ts'
import { needBytesOf } from '../../../../src/main/inference/estimate/need.ts'
import type { SafetensorsModel } from '../../../../src/main/inference/models/safetensors-folder.ts'
import * as configs from './configs.ts'
import { readModel } from './write-folder.ts'

const step = 256
const llama4 = { ...configs.llama, model_type: 'llama4', attention_chunk_size: 8192 }

const bytesAt = (model: SafetensorsModel, run: MlxRun, contextTokens: number): number =>
  needBytesOf(estimateMlx(model, { ...run, contextTokens }))

/** Every option that changes how bytes go with tokens. */
const anyRun = fc.record({
  contextTokens: fc.constant(null),
  parallel: fc.integer({ min: 1, max: 9 }),
  kvBits: fc.constantFrom(null, 4, 8),
  kvGroupSize: fc.constantFrom(32, 64),
  quantizedKvStartTokens: fc.constantFrom(0, 1, 300, 5_000, 8_192),
  maxKvTokens: fc.constantFrom(null, 1_000, 4_096),
  prefillStepTokens: fc.constantFrom(1, 100, 512, 2_048),
  limitBytes: fc.constant(null),
})

describe('the longest text that fits', () => {
  test.each([
    ['llama', configs.llama],
    ['qwen3', configs.qwen3],
    ['gemma3', configs.gemma3],
    ['gemma4', configs.gemma4],
    ['qwen3_5', configs.qwen35],
    ['deepseek_v3', configs.deepseekV3],
    ['gpt_oss', configs.gptOss],
    ['llama4', llama4],
    ['granitemoehybrid', configs.granite],
  ])('of %s fits, and one step more does not', async (_, config) => {
    const model = await readModel(config)
    const trained = estimateTrained(config)
    const anyTokens = fc.integer({ min: 1, max: Math.min(trained, 200_000) })
    fc.assert(
      fc.property(anyRun, anyTokens, fc.integer({ min: -1, max: 1 }), (run, tokens, offset) => {
        const roomBytes = bytesAt(model, run, tokens) + offset
        const longest = longestMlxContext(model, run, roomBytes)
        const next = longest === null ? step : longest + step
        if (longest !== null) expect(bytesAt(model, run, longest)).toBeLessThanOrEqual(roomBytes)
        if (next <= trained) expect(bytesAt(model, run, next)).toBeGreaterThan(roomBytes)
      }),
    )
  })

  test('is said in whole steps', async () => {
    const model = await readModel(configs.llama)
    const bytesPerToken = 32 * 8 * 256 * 2
    const roomBytes = bytesAt(model, defaultMlxRun, step) + 1_000 * bytesPerToken
    expect(longestMlxContext(model, defaultMlxRun, roomBytes)).toBe(256 + 768)
  })

  test('is not longer than the model is made for', async () => {
    const model = await readModel(configs.llama)
    expect(longestMlxContext(model, defaultMlxRun, 2 ** 42)).toBe(131_072)
  })

  test('is longer with narrower keys and values', async () => {
    const model = await readModel(configs.qwen3)
    const roomBytes = bytesAt(model, defaultMlxRun, 8192)
    expect(longestMlxContexts(model, defaultMlxRun, roomBytes)).toEqual([
      { kvType: '16 bit', contextTokens: 8192 },
      { kvType: '8 bit', contextTokens: 15_360 },
      { kvType: '4 bit', contextTokens: 28_928 },
    ])
  })

  test('has one width where mlx-lm quantizes nothing', async () => {
    const types = async (config: unknown): Promise<readonly string[]> =>
      longestMlxContexts(await readModel(config), defaultMlxRun, 2 ** 40).map(
        ({ kvType }) => kvType,
      )
    expect(await types(configs.gptOss)).toEqual(['16 bit'])
    expect(await types(configs.deepseekV3)).toEqual(['16 bit'])
  })
})

function estimateTrained(config: object): number {
  const inner: unknown = 'text_config' in config ? config.text_config : config
  return typeof inner === 'object' &&
    inner !== null &&
    'max_position_embeddings' in inner &&
    typeof inner.max_position_embeddings === 'number'
    ? inner.max_position_embeddings
    : 2 ** 24
}
