import { describe, expect, test } from 'vitest'
import { parseMlxConfig } from '../../../../src/main/inference/estimate/mlx/mlx-config.ts'
import { mlxLayersOf } from '../../../../src/main/inference/estimate/mlx/mlx-layers.ts'
import { deepseekV3, llama } from './configs.ts'

/** A letter for each layer: `f` full, `s` sliding, `c` chunked, `r` recurrent, `-` none; several where it keeps several. */
const lettersOf = (config: object): string =>
  mlxLayersOf(parseMlxConfig({ ...llama, num_hidden_layers: 8, ...config }))
    .map(({ caches, state }) => {
      const kinds = caches.map(({ kind }) => ({ growing: 'f', rotating: 's', chunked: 'c' })[kind])
      return [...(state === null ? [] : ['r']), ...kinds].join('') || '-'
    })
    .join(' ')

const mamba = { mamba_n_heads: 4, mamba_d_head: 8, mamba_d_state: 16, mamba_d_conv: 4, mamba_n_groups: 1 } // prettier-ignore
const nvidiaMamba = { mamba_num_heads: 4, mamba_head_dim: 8, ssm_state_size: 16, conv_kernel: 4, n_groups: 1 } // prettier-ignore
const types = ['full_attention', 'conv', 'conv', 'full_attention', 'conv', 'conv', 'conv', 'conv']

describe('what each layer keeps', () => {
  test.each([
    ['llama', { model_type: 'llama' }, 'f f f f f f f f'],
    ['ministral3', { model_type: 'ministral3', sliding_window: 64, layer_types: ['sliding_attention', 'full_attention'] }, 's f f f f f f f'],
    ['a window that its type does not heed', { model_type: 'phi3', sliding_window: 64 }, 'f f f f f f f f'],
    ['cohere2', { model_type: 'cohere2' }, 's s s f s s s f'],
    ['cohere2 of another period', { model_type: 'cohere2', sliding_window_pattern: 2 }, 's f s f s f s f'],
    ['olmo3 without a list', { model_type: 'olmo3', sliding_window: 64 }, 's s s f s s s f'],
    ['exaone4', { model_type: 'exaone4', sliding_window: 64, sliding_window_pattern: 'LLG' }, 's s f s s f s f'],
    ['a small exaone4', { model_type: 'exaone4', sliding_window_pattern: null }, 'f f f f f f f f'],
    ['llama4', { model_type: 'llama4', attention_chunk_size: 64 }, 'c c c f c c c f'],
    ['gemma3n', { model_type: 'gemma3n', sliding_window: 64, num_kv_shared_layers: 3 }, 's s s s f - - -'],
    ['lfm2', { model_type: 'lfm2', conv_L_cache: 3, layer_types: types }, 'f r r f r r r r'],
    ['lfm2 by numbers', { model_type: 'lfm2', conv_L_cache: 3, full_attn_idxs: [2, 5] }, 'r r f r r f r r'],
    ['nemotron_h', { model_type: 'nemotron_h', hybrid_override_pattern: 'M-M*E', ...nvidiaMamba }, 'r - r f -'],
    ['nemotron_h by names', { model_type: 'nemotron_h', layers_block_type: ['mamba', 'moe', 'attention'], ...nvidiaMamba }, 'r - f'],
    ['falcon_h1', { model_type: 'falcon_h1', num_hidden_layers: 2, ...mamba }, 'rf rf'],
    ['mamba', { model_type: 'mamba', num_hidden_layers: 2, state_size: 16, conv_kernel: 4 }, 'r r'],
    ['longcat_flash', { ...deepseekV3, model_type: 'longcat_flash', num_hidden_layers: 2 }, 'ff ff'],
    ['deepseek_v32', { ...deepseekV3, model_type: 'deepseek_v32', num_hidden_layers: 2, index_head_dim: 128 }, 'ff ff'],
  ])('of %s', (_name, config, letters) => {
    expect(lettersOf(config)).toBe(letters)
  }) // prettier-ignore

  test('the indexer of sparse attention keeps keys alone', () => {
    const config = { ...deepseekV3, model_type: 'deepseek_v32', index_head_dim: 128 }
    const [layer] = mlxLayersOf(parseMlxConfig(config))
    expect(
      layer?.caches.map(({ heads, keyLength, valueLength }) => [heads, keyLength, valueLength]),
    ).toEqual([
      [1, 512, 64],
      [1, 128, 0],
    ])
  })

  test('a short convolution keeps the tokens before, Mamba its state', () => {
    const stateOf = (config: object) =>
      mlxLayersOf(parseMlxConfig({ ...llama, ...config }))[1]?.state
    expect(stateOf({ model_type: 'lfm2', conv_L_cache: 3, layer_types: types })).toEqual({
      convolutionElements: 2 * 4096,
      stateElements: 0,
    })
    expect(stateOf({ model_type: 'mamba', state_size: 16, conv_kernel: 4, expand: 2 })).toEqual({
      convolutionElements: 3 * 8192,
      stateElements: 8192 * 16,
    })
    expect(stateOf({ model_type: 'falcon_h1', ...mamba, mamba_d_ssm: 48 })).toEqual({
      convolutionElements: 3 * (48 + 32),
      stateElements: 48 * 16,
    })
  })
})
