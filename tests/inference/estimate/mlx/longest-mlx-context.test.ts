import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mlxEstimateOf } from '../../../../src/main/inference/estimate/mlx/estimate-mlx.ts'
import { longestContext } from '../../../../src/main/inference/estimate/longest-context.ts'
import { mlxKvWidthsOf } from '../../../../src/main/inference/estimate/mlx/mlx-kv-widths.ts'
import {
  defaultMlxRun,
  stepTokens,
  type MlxRun,
} from '../../../../src/main/inference/estimate/mlx/mlx-run.ts'
import { needBytesOf } from '../../../../src/main/inference/estimate/need.ts'
import * as configs from './configs.ts'
import { readModel } from './write-folder.ts'

const step = 256
const llama4 = { ...configs.llama, model_type: 'llama4', attention_chunk_size: 8192 }

type Estimate = ReturnType<typeof mlxEstimateOf>

const bytesAt = (estimate: Estimate, run: MlxRun, contextTokens: number): number =>
  needBytesOf(estimate({ ...run, contextTokens }))

const longestIn = (
  model: Estimate,
  run: MlxRun,
  roomBytes: number,
  mostTokens: number,
): number | null =>
  longestContext((tokens) => bytesAt(model, run, tokens) - roomBytes, { stepTokens, mostTokens })

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

const tokensUpTo = (trained: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: 1, max: Math.min(trained, 200_000) }),
    fc.integer({ min: 1, max: 12_000 }), // where windows are full
  )
const anyOffset = fc.oneof(fc.integer({ min: -1, max: 1 }), fc.integer({ min: -3e6, max: 3e6 }))

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
    const model = mlxEstimateOf(await readModel(config))
    const trained = trainedTokensOf(config)
    const anyTokens = tokensUpTo(trained)
    fc.assert(
      fc.property(anyRun, anyTokens, anyOffset, (run, tokens, offset) => {
        const roomBytes = bytesAt(model, run, tokens) + offset
        const longest = longestIn(model, run, roomBytes, trained)
        const next = longest === null ? step : longest + step
        if (longest !== null) expect(bytesAt(model, run, longest)).toBeLessThanOrEqual(roomBytes)
        if (next <= trained) expect(bytesAt(model, run, next)).toBeGreaterThan(roomBytes)
      }),
    )
  })

  test('is said in whole steps', async () => {
    const model = mlxEstimateOf(await readModel(configs.llama))
    const bytesPerToken = 32 * 8 * 256 * 2
    const roomBytes = bytesAt(model, defaultMlxRun, step) + 1_000 * bytesPerToken
    expect(longestIn(model, defaultMlxRun, roomBytes, 131_072)).toBe(256 + 768)
  })

  test('is longer with narrower keys and values', async () => {
    const files = await readModel(configs.qwen3)
    const model = mlxEstimateOf(files)
    const roomBytes = bytesAt(model, defaultMlxRun, 8192)
    const longest = mlxKvWidthsOf(files, defaultMlxRun).map(({ kvType, kvBits }) => [
      kvType,
      longestIn(model, { ...defaultMlxRun, kvBits }, roomBytes, trainedTokensOf(configs.qwen3)),
    ])
    expect(longest).toEqual([
      ['16 bit', 8192],
      ['8 bit', 15_360],
      ['4 bit', 28_928],
    ])
  })
})

test('keys and values have one width where mlx-lm quantizes nothing', async () => {
  const types = async (config: unknown, run = defaultMlxRun): Promise<readonly string[]> =>
    mlxKvWidthsOf(await readModel(config), run).map(({ kvType }) => kvType)
  expect(await types(configs.gptOss)).toEqual(['16 bit'])
  expect(await types(configs.deepseekV3)).toEqual(['16 bit'])
  expect(await types({ ...configs.qwen3, head_dim: 80 })).toEqual(['16 bit'])
  expect(await types(configs.qwen3, { ...defaultMlxRun, maxKvTokens: 1024 })).toEqual(['16 bit'])
  expect(await types(llama4)).toEqual(['16 bit', '8 bit', '4 bit'])
})

function trainedTokensOf(config: object): number {
  const inner: unknown = 'text_config' in config ? config.text_config : config
  return typeof inner === 'object' &&
    inner !== null &&
    'max_position_embeddings' in inner &&
    typeof inner.max_position_embeddings === 'number'
    ? inner.max_position_embeddings
    : 2 ** 24
}
