import { describe, expect, test } from 'vitest'
import { estimateMlx } from '../../../../src/main/inference/estimate/mlx/estimate-mlx.ts'
import { defaultMlxRun, type MlxRun } from '../../../../src/main/inference/estimate/mlx/mlx-run.ts'
import { needBytesOf, type Need } from '../../../../src/main/inference/estimate/need.ts'
import * as configs from './configs.ts'
import { readModel } from './write-folder.ts'

const need = async (config: unknown, run: Partial<MlxRun>): Promise<Need> =>
  estimateMlx(await readModel(config), { ...defaultMlxRun, ...run })
const partOf = ({ parts }: Need, name: string) => parts.find((one) => one.name === name)

const bytesPerToken = 28 * 8 * (128 + 128)

describe('quantized keys and values', () => {
  test.each([
    [8, 1.0625],
    [4, 0.5625],
  ] as const)('of %i bit take %d bytes an element', async (kvBits, bytesPerElement) => {
    const run = { contextTokens: 8192, kvBits, quantizedKvStartTokens: 0 }
    const found = await need(configs.qwen3, run)
    expect(partOf(found, 'kv')?.bytes).toBe(8192 * bytesPerToken * bytesPerElement)
  })

  test('of a text that is hardly longer than where they begin took more on the way', async () => {
    const atStart = await need(configs.qwen3, { contextTokens: 5_000 })
    const found = await need(configs.qwen3, { contextTokens: 8192, kvBits: 4 })
    expect(partOf(found, 'kv')?.bytes).toBe(partOf(atStart, 'kv')?.bytes)
    const longer = await need(configs.qwen3, { contextTokens: 32_768, kvBits: 4 })
    expect(partOf(longer, 'kv')?.bytes).toBe(32_768 * bytesPerToken * 0.5625)
  })

  test('take their full width until it begins', async () => {
    const found = await need(configs.qwen3, { contextTokens: 4096, kvBits: 4 })
    expect(partOf(found, 'kv')?.bytes).toBe(4096 * bytesPerToken * 2)
    expect(found.remarks.at(-1)).toMatch(/^Keys and values are quantized from .* tokens on/)
  })

  test('are there in both widths for a moment', async () => {
    const found = await need(configs.qwen3, { contextTokens: 8192, kvBits: 4 })
    // behind the chunk that reaches 5000 tokens: 6144 of them
    const atConversion = 6144 * bytesPerToken * (2 + 0.5625)
    const uneven = 255 * bytesPerToken * 2
    expect(partOf(found, 'kv')?.band?.moreBytes).toBe(
      atConversion - 8192 * bytesPerToken * 0.5625 + uneven,
    )
  })
})

describe('keys and values that stay at their full width', () => {
  test('are those of a sliding window: mlx-lm stops', async () => {
    const run = { contextTokens: 8192 }
    const found = await need(configs.gptOss, { ...run, kvBits: 8 })
    expect(found.remarks).toContain(
      'mlx-lm cannot quantize the cache of a sliding window: it stops with an error there.',
    )
  })

  test('are those of a compressed cache', async () => {
    const run = { contextTokens: 8192 }
    const found = await need(configs.deepseekV3, { ...run, kvBits: 8 })
    expect(partOf(found, 'kv')).toEqual(partOf(await need(configs.deepseekV3, run), 'kv'))
    expect(found.remarks).toContain(
      'mlx-lm does not quantize the cache of this type of model: the full width is reckoned.',
    )
  })

  test('are those of a list of caches', async () => {
    const mamba = { mamba_n_heads: 4, mamba_d_head: 8, mamba_d_state: 16, mamba_d_conv: 4, mamba_n_groups: 1 } // prettier-ignore
    const config = { ...configs.qwen3, ...mamba, model_type: 'falcon_h1' }
    const found = await need(config, { contextTokens: 8192, kvBits: 8 })
    expect(partOf(found, 'kv')?.bytes).toBe(8192 * bytesPerToken * 2)
  })

  test('are those that --max-kv-size limits', async () => {
    const run = { contextTokens: 8192, kvBits: 8, maxKvTokens: 1024 } as const
    const found = await need(configs.qwen3, run)
    expect(partOf(found, 'kv')?.bytes).toBe((1024 + 2047) * bytesPerToken * 2)
    expect(found.remarks.at(-1)).toMatch(/it stops with an error there/)
  })

  test('are those with heads that groups do not divide: mlx-lm stops', async () => {
    const config = { ...configs.qwen3, head_dim: 80 }
    const { remarks } = await need(config, { contextTokens: 8192, kvBits: 8 })
    expect(remarks).toContain(
      'mlx-lm cannot quantize heads of 80 in groups of 64: it stops with an error.',
    )
  })
})

describe('--max-kv-size', () => {
  test('limits the caches of models that make none of their own', async () => {
    const found = await need(configs.qwen3, { contextTokens: 32_768, maxKvTokens: 4096 })
    expect(partOf(found, 'kv')?.bytes).toBe((4096 + 2047) * 28 * 8 * 256 * 2)
  })

  test('has no effect on others, and that is said', async () => {
    const run = { contextTokens: 32_768 }
    const found = await need(configs.llama, { ...run, maxKvTokens: 4096 })
    expect(partOf(found, 'kv')).toEqual(partOf(await need(configs.llama, run), 'kv'))
    expect(found.remarks).toContain(
      '--max-kv-size is taken to have no effect: this type of model makes its own caches.',
    )
  })
})

describe('the length of the text', () => {
  test('is what the model is made for where that is short', async () => {
    const config = { ...configs.qwen3, max_position_embeddings: 2048 }
    expect(partOf(await need(config, {}), 'kv')?.bytes).toBe(2048 * 28 * 8 * 256 * 2)
  })

  test('is not more than usual where nobody says it', async () => {
    const found = await need(configs.llama, {})
    expect(partOf(found, 'kv')?.bytes).toBe(32_768 * 32 * 8 * 256 * 2)
    expect(found.remarks.join(' ')).toMatch(
      /with 32k tokens of it\. The model is made for 128k tokens\./,
    )
  })
})

describe('what it may grow to', () => {
  test('is ten caches of earlier prompts', async () => {
    const found = await need(configs.llama, { contextTokens: 4096, parallel: 2 })
    expect(found.growth?.bytes).toBe(10 * 4096 * 32 * 8 * 256 * 2)
  })

  test('is what lies under 95 % of the limit, for freed buffers are kept', async () => {
    const limitBytes = 48 * 2 ** 30
    const found = await need(configs.llama, { contextTokens: 4096, limitBytes })
    expect(found.growth?.bytes).toBe(Math.floor(0.95 * limitBytes - needBytesOf(found)))
    expect(found.growth?.what).toMatch(/freed buffers/)
  })
})
