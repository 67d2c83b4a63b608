import { describe, expect, test } from 'vitest'
import { estimateMlx } from '../../../../src/main/inference/estimate/mlx/estimate-mlx.ts'
import { defaultMlxRun, type MlxRun } from '../../../../src/main/inference/estimate/mlx/mlx-run.ts'
import {
  errorBandOf,
  needBytesOf,
  type Need,
} from '../../../../src/main/inference/estimate/need.ts'
import type { SafetensorsModel } from '../../../../src/main/inference/models/safetensors-folder.ts'

/** "Peak memory" as mlx-lm printed it in public, and of each model the figures of its `config.json`; weights by their count. */
interface Peak {
  readonly source: string
  readonly config: object
  readonly weights: number
  /** With scales and biases, 4 bit are 4.5. */
  readonly bits: number
  readonly run: Partial<MlxRun>
  readonly peakGb: number
}

const shape = (
  layers: number,
  hidden: number,
  network: number,
  [heads, kvHeads, length]: readonly [number, number, number],
  vocabulary: number,
): object => ({
  num_hidden_layers: layers,
  hidden_size: hidden,
  intermediate_size: network,
  num_attention_heads: heads,
  num_key_value_heads: kvHeads,
  head_dim: length,
  vocab_size: vocabulary,
})
const deltaNet = (valueHeads: number): object => ({
  full_attention_interval: 4,
  linear_num_value_heads: valueHeads,
  linear_num_key_heads: 16,
  linear_key_head_dim: 128,
  linear_value_head_dim: 128,
  linear_conv_kernel_dim: 4,
})

const mistral7b = { model_type: 'mistral', ...shape(32, 4096, 14_336, [32, 8, 128], 32_768) }
const llama8b = { model_type: 'llama', ...shape(32, 4096, 14_336, [32, 8, 128], 128_256) }
const llama3b = { model_type: 'llama', ...shape(28, 3072, 8192, [24, 8, 128], 128_256) }
const smol135m = { model_type: 'llama', ...shape(30, 576, 1536, [9, 3, 64], 49_152) }
const qwen4b = { model_type: 'qwen3', ...shape(36, 2560, 9728, [32, 8, 128], 151_936) }
const qwen05b = { model_type: 'qwen2', ...shape(24, 896, 4864, [14, 2, 64], 151_936) }
const qwenNext = {
  model_type: 'qwen3_next',
  ...shape(48, 2048, 5120, [16, 2, 256], 151_936),
  ...deltaNet(32),
  moe_intermediate_size: 512,
  num_experts_per_tok: 10,
}
const qwen27b = {
  model_type: 'qwen3_5',
  ...shape(64, 5120, 17_408, [24, 4, 256], 248_320),
  ...deltaNet(48),
}
const qwen354b = {
  model_type: 'qwen3_5',
  ...shape(32, 2560, 9216, [16, 4, 256], 248_320),
  ...deltaNet(32),
}
const deepseekV3 = {
  model_type: 'deepseek_v3',
  ...shape(61, 7168, 18_432, [128, 128, 56], 129_280),
  kv_lora_rank: 512,
  qk_rope_head_dim: 64,
  qk_nope_head_dim: 128,
  v_head_dim: 128,
  moe_intermediate_size: 2048,
  num_experts_per_tok: 8,
}
const graniteSmall = {
  model_type: 'granitemoehybrid',
  ...shape(40, 4096, 768, [32, 8, 128], 100_352),
  num_experts_per_tok: 10,
  layer_types: Array.from({ length: 40 }, (_layer, index) =>
    index % 10 === 5 ? 'attention' : 'mamba',
  ),
  mamba_n_heads: 128,
  mamba_d_head: 64,
  mamba_d_state: 128,
  mamba_d_conv: 4,
  mamba_n_groups: 1,
}

const peak = (
  source: string,
  config: object,
  [weights, bits]: readonly [number, number],
  run: Partial<MlxRun>,
  peakGb: number,
): Peak => ({ source, config, weights, bits, run, peakGb })

const peaks: readonly Peak[] = [
  peak('mlx-lm#40, after', mistral7b, [7.248e9, 4.5], { contextTokens: 34_026 }, 9.111),
  peak('mlx-lm#1569', qwen4b, [4.022e9, 4.5], { contextTokens: 2176 }, 3.3),
  peak('mlx-lm#396', llama3b, [3.213e9, 4.5], { contextTokens: 2176 }, 3.285),
  peak('mlx-lm#478', qwenNext, [79.67e9, 4.5], { contextTokens: 256 }, 45.09),
  peak('mlx-lm#478, 16 at once', qwenNext, [79.67e9, 4.5], { contextTokens: 256, parallel: 16 }, 46.885),
  ...([[2048, 39.78], [1024, 32.26], [512, 28.54], [256, 26.52]] as const).map(([step, gb]) =>
    peak(`mlx-lm#1781, chunks of ${step}`, qwen27b, [26.9e9, 4.5], { contextTokens: 131_072, prefillStepTokens: step }, gb)),
  peak('a public run of Qwen3.5-4B', qwen354b, [4.21e9, 4.5], { contextTokens: 1088 }, 3.503),
  peak('a public run of Qwen2.5-0.5B', qwen05b, [0.494e9, 4.5], { contextTokens: 43 }, 0.292),
  peak('a public run of SmolLM-135M', smol135m, [0.1345e9, 16], { contextTokens: 30 }, 0.331),
  peak('a public run of Qwen2.5-0.5B in 16 bit', qwen05b, [0.494e9, 16], { contextTokens: 44 }, 1.029),
  ...([[4096, 383.213], [8192, 388.343], [16_384, 398.605]] as const).map(([contextTokens, gb]) =>
    peak(`mlx-lm#839, ${contextTokens} tokens`, deepseekV3, [671.03e9, 4.5], { contextTokens }, gb)),
  peak('mlx-lm#525, after', graniteSmall, [32.2e9, 4.5], { contextTokens: 2050 }, 23.501),
] // prettier-ignore

/** By versions from before what made them take less. */
const repaired: readonly Peak[] = [
  peak('mlx-lm#40, before', mistral7b, [7.248e9, 4.5], { contextTokens: 34_026 }, 12.257),
  peak('mlx-examples#1081', llama8b, [8.03e9, 4.5], { contextTokens: 33_080 }, 11.496),
  peak('mlx-lm#525, before', graniteSmall, [32.2e9, 4.5], { contextTokens: 2050 }, 61.323),
]

function needOf({ config, weights, bits, run }: Peak): Need {
  const bytes = 4 * Math.round((weights * bits) / 8 / 4)
  const isQuantized = bits < 16
  const tensor = {
    name: 'model.layers.0.mlp.up_proj.weight',
    type: isQuantized ? 'u32' : 'bf16',
    dimensions: [1, bytes / (isQuantized ? 4 : 2)],
    bytes,
    offsetBytes: 0,
    fileIndex: 0,
  }
  const model: SafetensorsModel = {
    kind: 'safetensors',
    tensors: [tensor],
    files: [{ name: 'model.safetensors', dataOffsetBytes: 0, fileBytes: bytes }],
    metadata: new Map(),
    config,
    unknownTypes: [],
  }
  return estimateMlx(model, { ...defaultMlxRun, ...run })
}

describe('the peak that mlx-lm printed in public', () => {
  test.each(peaks)('of $source lies within the band', (one) => {
    const { lowBytes, highBytes } = errorBandOf(needOf(one))
    expect(one.peakGb * 1e9).toBeGreaterThanOrEqual(lowBytes)
    expect(one.peakGb * 1e9).toBeLessThanOrEqual(highBytes)
  })

  test('is met to 1.5 % by half of them, and to 5 % where it is more than 5 GB', () => {
    const errors = peaks.map((one) => ({
      peakGb: one.peakGb,
      error: Math.abs(needBytesOf(needOf(one)) / (one.peakGb * 1e9) - 1),
    }))
    const sorted = errors.map(({ error }) => error).toSorted((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(0.015)
    const large = errors.filter(({ peakGb }) => peakGb > 5)
    expect(large.length).toBe(11)
    expect(Math.max(...large.map(({ error }) => error))).toBeLessThan(0.05)
  })

  test('of DeepSeek V3 grows as it does from 4096 tokens to 16384', () => {
    const [first, , last] = peaks.filter(({ source }) => source.startsWith('mlx-lm#839'))
    if (first === undefined || last === undefined) throw new Error('no such peaks')
    const grown = needBytesOf(needOf(last)) - needBytesOf(needOf(first))
    expect(grown / ((last.peakGb - first.peakGb) * 1e9)).toBeCloseTo(1, 2)
  })

  test.each(repaired)('of $source, by a version that took more, is above the band', (one) => {
    expect(one.peakGb * 1e9).toBeGreaterThan(errorBandOf(needOf(one)).highBytes)
  })
})
