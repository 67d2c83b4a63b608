import { describe, expect, it } from 'vitest'

import { layersOf } from '../../../src/main/inference/estimate/layers.ts'
import { headerOf } from './header-of.ts'

const latent = {
  'attention.key_length': 576,
  'attention.value_length': 512,
  'attention.key_length_mla': 192,
  'attention.value_length_mla': 128,
  'attention.head_count': 128,
  'attention.head_count_kv': 1,
}
const indexed = { ...latent, 'attention.indexer.key_length': 128 }

const indexersOf = (...of: Parameters<typeof headerOf>): readonly number[] =>
  layersOf(headerOf(...of)).layers.map(({ indexerElements }) => indexerElements)

describe('keys that are the values as well', () => {
  it('are those of a file that says so', () => {
    const all = layersOf(headerOf('deepseek2', { block_count: 1, ...latent }))
    expect(all.isLatent).toBe(true)
    expect(all.layers[0]?.attention?.keyElements).toBe(576)
  })

  it('are not those of an old file, or of MiniCPM 3, which hold all heads', () => {
    const keys = {
      block_count: 1,
      'attention.key_length': 96,
      'attention.value_length': 64,
      'attention.head_count': 40,
    }
    for (const architecture of ['deepseek2', 'minicpm3', 'plm']) {
      const all = layersOf(headerOf(architecture, keys))
      expect(all.isLatent).toBe(false)
      expect(all.layers[0]?.attention).toEqual({
        isSliding: false,
        keyElements: 3_840,
        valueElements: 2_560,
      })
    }
  })
})

describe('indexers', () => {
  it('are in every layer of DeepSeek 3.2, but for the one that predicts', () => {
    expect(
      indexersOf('deepseek32', { block_count: 3, ...indexed, nextn_predict_layers: 1 }),
    ).toEqual([128, 128])
  })

  it('are in no leading dense layer of MiniMax M3', () => {
    const keys = { block_count: 3, ...indexed, leading_dense_block_count: 1 }
    expect(indexersOf('minimax-m3', keys)).toEqual([0, 128, 128])
  })

  it('are where GLM and dots list them', () => {
    const keys = { block_count: 3, ...indexed, 'attention.indexer.types': [1, 0, 1] }
    expect(indexersOf('glm-dsa', keys)).toEqual([128, 0, 128])
    expect(indexersOf('dots3note', keys)).toEqual([128, 0, 128])
  })

  it('are in every fourth layer of a GLM that has the context of 5.2, and in all of an older one', () => {
    // GLM_5_2_DEFAULT_INDEXER_TYPES of glm-dsa.cpp: 1, 1, then 1, 0, 0, 0 again and again
    const keys = { block_count: 8, ...indexed }
    expect(indexersOf('glm-dsa', { ...keys, context_length: 1_048_576 })).toEqual([
      128, 128, 128, 0, 0, 0, 128, 0,
    ])
    expect(indexersOf('glm-dsa', { ...keys, context_length: 202_752 })).toEqual(
      Array.from({ length: 8 }, () => 128),
    )
  })

  it('keep more than a key where keys are pooled', () => {
    const keys = {
      block_count: 2,
      ...indexed,
      'attention.head_count_kv': [0, 1],
      'kda.head_dim': 128,
    }
    expect(indexersOf('glm5-next', keys)).toEqual([0, 384])
  })
})

describe('DeepSeek V4', () => {
  const flash = layersOf(
    headerOf('deepseek4', {
      block_count: 43,
      'attention.key_length': 512,
      'attention.head_count_kv': 1,
      'attention.sliding_window': 128,
      'attention.indexer.key_length': 128,
      'attention.compress_ratios': [
        0,
        0,
        ...Array.from({ length: 41 }, (_, at) => (at % 2 === 0 ? 4 : 128)),
      ],
    }),
  )

  it('slides in every layer, and keeps keys alone', () => {
    expect(flash.layers.every(({ attention }) => attention?.isSliding === true)).toBe(true)
    expect(flash).toMatchObject({ slidingWindowTokens: 128, isLatent: true, isNeverUnified: true })
    // ggml-org/llama.cpp#27680 prints 182.75 MiB for 4,352 cells of bf16.
    const elements = flash.layers.reduce(
      (sum, { attention }) => sum + (attention?.keyElements ?? 0),
      0,
    )
    expect((4_352 * elements * 2) / 2 ** 20).toBe(182.75)
  })

  it('keeps a row of older tokens for every four and every 128, and what makes the next one', () => {
    // llama_kv_cache_dsv4: two rows of state for each token of a block of four, twice as wide, of keys and scores
    expect(flash.layers.slice(1, 4)).toMatchObject([
      { indexerElements: 0, state: null },
      { indexerElements: (512 + 128) / 4, state: { convolutionElements: 8 * 1_280 * 2 } },
      { indexerElements: 512 / 128, state: { convolutionElements: 128 * 512 * 2 } },
    ])
  })

  it('is beyond formulas', () => {
    expect(flash.knowledge).toBe('beyond formulas')
  })
})

describe('layers beside those of the file', () => {
  it('are the router of Granite Switch, of one head', () => {
    const all = layersOf(headerOf('graniteswitch', { block_count: 2, 'attention.key_length': 128 }))
    expect(all.layers.map(({ attention }) => attention?.keyElements)).toEqual([512, 512, 128])
  })

  it('are the further loops of Nanbeige', () => {
    const all = layersOf(headerOf('nanbeige', { block_count: 2, num_loops: 3 }))
    expect(all.layers).toHaveLength(6)
  })
})
