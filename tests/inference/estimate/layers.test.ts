import { describe, expect, it } from 'vitest'

import type { Layer } from '../../../src/main/inference/estimate/layer.ts'
import { layersOf } from '../../../src/main/inference/estimate/layers.ts'
import { headerOf } from './header-of.ts'

type Keys = Parameters<typeof headerOf>[1]

/** One letter for each layer: full, sliding, recurrent, both of full and recurrent, or nothing. */
const letterOf = ({ attention, state }: Layer): string => {
  if (attention === null) return state === null ? '-' : 'R'
  if (state !== null) return 'B'
  return attention.isSliding ? 'S' : 'F'
}
const lettersOf = (architecture: string, keys: Keys): string =>
  layersOf(headerOf(architecture, keys)).layers.map(letterOf).join('')

const window = (tokens: number): Keys => ({ 'attention.sliding_window': tokens })
const pattern = (value: number | readonly boolean[]): Keys => ({
  'attention.sliding_window_pattern': value,
})
const kvHeads = (...counts: readonly number[]): Keys => ({ 'attention.head_count_kv': counts })
const nextn = (count: number): Keys => ({ nextn_predict_layers: count })
const ssm: Keys = {
  'ssm.conv_kernel': 4,
  'ssm.inner_size': 4_096,
  'ssm.state_size': 128,
  'ssm.group_count': 16,
}

describe('layers that slide', () => {
  // The calls of load_swa_pattern in src/models/<name>.cpp, and the conditions around them.
  it.each<[string, number, Keys, string, number]>([
    ['llama4', 8, {}, 'SSSFSSSF', 8_192],
    ['llama4', 4, window(512), 'SSSF', 8_192],
    ['llama4', 4, window(0), 'FFFF', 0],
    ['gemma2', 4, {}, 'SFSF', 4_096],
    ['gemma2', 4, window(128), 'SFSF', 128],
    ['gemma3', 7, window(512), 'SSSSSFS', 512],
    ['gemma3', 7, {}, 'FFFFFFF', 0],
    ['gemma3n', 22, window(512), 'SSSSFSSSSFSSSSFSSSSF--', 512],
    ['gemma4', 4, { ...window(512), ...pattern([true, true, true, false]) }, 'SSSF', 512],
    ['gpt-oss', 4, window(128), 'SFSF', 128],
    ['cohere2', 5, window(4_096), 'SSSFS', 4_096],
    ['cohere2moe', 5, window(4_096), 'FSSSF', 4_096],
    ['olmo2', 4, {}, 'FFFF', 0],
    ['olmo2', 4, window(4_096), 'SSSF', 4_096],
    ['exaone4', 4, window(4_096), 'FFFF', 0],
    ['exaone4', 64, {}, 'SSSF'.repeat(16), 4_096],
    ['exaone-moe', 4, {}, 'SSSF', 128],
    ['afmoe', 4, window(2_048), 'SSSF', 2_048],
    ['laguna', 4, window(512), 'FSSS', 512],
    ['laguna', 4, {}, 'FFFF', 0],
    ['mellum', 4, window(1_024), 'SSSF', 1_024],
    ['muse-glimmer', 4, window(1_024), 'SSSF', 1_024],
    ['smallthinker', 4, window(77), 'FSSS', 4_096],
    ['smallthinker', 4, {}, 'FFFF', 0],
    ['plamo3', 9, window(2_048), 'SSSSSSSFS', 2_048],
    ['lfm2', 3, { ...window(64), ...kvHeads(0, 4, 0) }, 'RSR', 64],
    ['lfm2', 3, kvHeads(0, 4, 0), 'RFR', 0],
    ['phi3', 2, window(2_047), 'FF', 0], // SWA is disabled in phi3.cpp
    ['llama', 2, window(4_096), 'FF', 0],
  ])('of %s, %i of them with %o, are %s', (architecture, block_count, keys, letters, tokens) => {
    const all = { block_count, ...keys }
    expect(lettersOf(architecture, all)).toBe(letters)
    expect(layersOf(headerOf(architecture, all)).slidingWindowTokens).toBe(tokens)
  })
})

describe('sliding layers by a pattern of the file', () => {
  it.each<[string, Keys, string]>([
    ['cohere2', pattern([false, true, false, true]), 'FSFS'],
    ['gemma3', pattern(2), 'SFSF'],
    ['cohere2moe', pattern(2), 'FSFS'],
    ['gemma3', pattern(1), 'FFFF'],
    ['gemma3', pattern(0), 'SSSS'], // set_swa_pattern(0)
    ['step35', pattern([true, false, true, false]), 'SFSF'],
    ['mimo2', pattern([false, true, true, true]), 'FSSS'],
    ['granite_swa', pattern([true, true, false, true]), 'SSFS'],
    ['step35', {}, 'FFFF'],
  ])('of %s follow the pattern %o', (architecture, keys, letters) => {
    expect(lettersOf(architecture, { block_count: 4, ...window(256), ...keys })).toBe(letters)
  })

  it('may have heads of another length', () => {
    // gemma4.cpp: n_embd_head_k_swa and a number of KV heads for each layer
    const { layers } = layersOf(
      headerOf('gemma4', {
        block_count: 2,
        'attention.key_length': 512,
        'attention.value_length': 512,
        'attention.key_length_swa': 256,
        'attention.value_length_swa': 256,
        ...window(1_024),
        ...pattern([true, false]),
        ...kvHeads(8, 1),
      }),
    )
    expect(layers.map(({ attention }) => attention)).toEqual([
      { isSliding: true, keyElements: 2_048, valueElements: 2_048 },
      { isSliding: false, keyElements: 512, valueElements: 512 },
    ])
  })
})

describe('layers without a cache of their own', () => {
  it('are the last of a Gemma 4, as many as it says', () => {
    const keys = {
      block_count: 6,
      ...window(512),
      ...pattern([true, true, false, true, true, false]),
    }
    expect(lettersOf('gemma4', { ...keys, 'attention.shared_kv_layers': 2 })).toBe('SSFS--')
  })

  it('are those without KV heads', () => {
    expect(lettersOf('deci', { block_count: 4, ...kvHeads(8, 0, 4, 0) })).toBe('F-F-')
  })

  it('are all of an encoder, a diffusion model and a draft that reads another cache', () => {
    for (const architecture of ['bert', 'gemma-embedding', 'dream', 'gemma4-assistant'])
      expect(lettersOf(architecture, { block_count: 2, ...window(512) })).toBe('--')
  })
})

describe('recurrent layers', () => {
  it.each<[string, number, Keys, string]>([
    ['qwen3next', 8, ssm, 'RRRFRRRF'], // full_attn_interval 4
    ['qwen35moe', 4, { ...ssm, full_attention_interval: 2 }, 'RFRF'],
    ['qwen35', 4, { ...ssm, 'attention.recurrent_layers': [true, false, false, true] }, 'RFFR'],
    ['qwen35', 5, { ...ssm, ...nextn(1) }, 'RRRF'],
    ['minimax-01', 9, {}, 'RRRRRRRFR'], // full_attn_interval 8
    ['falcon-h1', 2, ssm, 'BB'],
    ['jamba', 4, { ...ssm, ...kvHeads(0, 8, 0, 0) }, 'RFRR'],
    ['granitehybrid', 2, { ...ssm, ...kvHeads(0, 8) }, 'RF'],
    ['plamo2', 2, { ...ssm, ...kvHeads(0, 8) }, 'RF'],
    ['nemotron_h', 3, { ...ssm, ...kvHeads(0, 0, 8), feed_forward_length: [0, 9, 0] }, 'R-F'],
    ['nemotron_h_moe', 2, { ...ssm, ...kvHeads(8, 8), feed_forward_length: [0, 9] }, 'F-'],
    ['kimi-linear', 4, { 'kda.head_dim': 128, ...kvHeads(0, 0, 0, 1) }, 'RRRF'],
    ['bailingmoe3', 3, { 'kda.head_dim': 128, ...kvHeads(0, 1, 1), ...nextn(1) }, 'RFF'],
    ['mamba2', 2, ssm, 'RR'],
    ['rwkv7', 2, { 'wkv.head_size': 64 }, 'RR'],
  ])('of %s, %i with %o, are %s', (architecture, block_count, keys, letters) => {
    expect(lettersOf(architecture, { block_count, ...keys })).toBe(letters)
  })

  // n_embd_r and n_embd_s of src/llama-hparams.cpp; the figures of Kimi and MiniMax stand in its comments.
  it.each<[string, Keys, number, number]>([
    ['qwen35', ssm, 3 * (4_096 + 2 * 16 * 128), 128 * 4_096],
    ['mamba', { ...ssm, 'ssm.group_count': 0, 'ssm.state_size': 16 }, 3 * 4_096, 16 * 4_096],
    ['lfm2', { embedding_length: 2_048, 'shortconv.l_cache': 3, ...kvHeads(0) }, 4_096, 0],
    [
      'kimi-linear',
      { 'attention.head_count': 32, 'kda.head_dim': 128, 'ssm.conv_kernel': 4, ...kvHeads(0) },
      3 * 3 * 4_096,
      524_288,
    ],
    ['kimi-linear', { 'kda.head_dim': 128, ...kvHeads(0) }, 3 * 3 * 4 * 128, 128 * 128 * 4],
    ['minimax-01', { 'attention.head_count': 64, 'attention.key_length': 128 }, 0, 1_048_576],
    ['rwkv6', { embedding_length: 2_048, 'wkv.head_size': 64 }, 2 * 2_048, 2_048 * 64],
    [
      'arwkv7',
      { embedding_length: 2_048, 'wkv.head_size': 64, token_shift_count: 1 },
      2_048,
      2_048 * 64,
    ],
  ])('of %s with %o keep as much of every sequence', (architecture, keys, convolution, state) => {
    const [layer] = layersOf(headerOf(architecture, { block_count: 1, ...keys })).layers
    expect(layer?.state).toEqual({ convolutionElements: convolution, stateElements: state })
  })
})

describe('layers that only predict further tokens', () => {
  const unusedOf = (architecture: string): string =>
    layersOf(headerOf(architecture, { block_count: 3, ...nextn(1) }))
      .layers.map((layer) => `${letterOf(layer)}${layer.isUnused ? '?' : ''}`)
      .join('')

  it.each(['glm4moe', 'deepseek2', 'exaone4'])(
    'have a cache that nothing uses in %s',
    (architecture) => {
      expect(unusedOf(architecture)).toBe('FFF?')
    },
  )

  it('are no others than the rest where we do not know the architecture', () => {
    expect(unusedOf('an architecture of tomorrow')).toBe('FFF')
  })

  it('stand before the router that a Granite has behind all', () => {
    expect(unusedOf('graniteswitch')).toBe('FFF?F')
  })

  it.each(['step35', 'hy_v3', 'glm-dsa', 'mimo2', 'deepseek32', 'qwen3next'])(
    'are filtered out of %s',
    (architecture) => {
      expect(unusedOf(architecture)).toHaveLength(2)
    },
  )

  it('never slide', () => {
    expect(lettersOf('exaone-moe', { block_count: 6, ...nextn(1) })).toBe('SSSFSF')
  })
})
