import { describe, expect, it } from 'vitest'
import { layersOf } from '../../../src/main/inference/estimate/layers.ts'
import { estimateOf, partOf } from './core-model.ts'
import { headerOf } from './header-of.ts'

const layerOf = (keyElements: number, valueElements: number) => ({
  attention: { isSliding: false, keyElements, valueElements },
  state: null,
  indexerElements: 0,
  isUnused: false,
})

describe('an architecture that we do not know', () => {
  it('is taken to keep all of the context in every layer', () => {
    const keys = {
      block_count: 3,
      nextn_predict_layers: 1,
      'attention.sliding_window': 128,
      'attention.head_count_kv': 2,
      'attention.shared_kv_layers': 1,
    }
    const layer = layerOf(32, 32)
    expect(layersOf(headerOf('of-tomorrow', keys))).toEqual({
      layers: [layer, layer, layer],
      slidingWindowTokens: 0,
      isLatent: false,
      isNeverUnified: false,
      rollsBack: true,
      knowledge: 'unknown architecture',
    })
  })

  it('is taken to keep as much in each layer as in the largest, and a state beside it', () => {
    const { layers } = layersOf(
      headerOf('newhybrid', {
        block_count: 32,
        'attention.head_count_kv': Array.from({ length: 32 }, (_, i) => (i % 4 === 3 ? 8 : 0)),
        'attention.key_length': 128,
        'attention.value_length': 64,
        'attention.value_length_swa': 96,
        'ssm.conv_kernel': 4,
        'ssm.inner_size': 4_096,
        'ssm.state_size': 128,
        'ssm.group_count': 16,
      }),
    )
    const state = {
      convolutionElements: 3 * (4_096 + 2 * 16 * 128),
      stateElements: 128 * 4_096,
    }
    expect(layers).toEqual(layers.map(() => ({ ...layerOf(1_024, 768), state })))
    expect(layers).toHaveLength(32)
  })
})

describe('states of kinds that we do not know the use of', () => {
  it('are all kept that a header names', () => {
    const stateWith = (keys: Parameters<typeof headerOf>[1]) =>
      layersOf(headerOf('of-tomorrow', { block_count: 1, ...keys })).layers[0]?.state
    const shortConvolution = { 'shortconv.l_cache': 3 }
    const kda = { 'kda.head_dim': 16, 'attention.head_count': [0, 4] }
    const wkv = { 'wkv.head_size': 8 }
    expect(stateWith(shortConvolution)).toEqual({ convolutionElements: 128, stateElements: 0 })
    expect(stateWith({ ...kda, block_count: 2 })).toEqual({
      convolutionElements: 3 * 3 * 4 * 16,
      stateElements: 16 * 16 * 4,
    })
    expect(stateWith(wkv)).toEqual({ convolutionElements: 128, stateElements: 512 })
    expect(stateWith({ ...shortConvolution, ...wkv })).toEqual({
      convolutionElements: 256,
      stateElements: 512,
    })
    expect(stateWith({})).toBeNull()
  })
})

describe('attention of a kind that we do not know', () => {
  it('is taken to keep V beside a latent K, and an indexer of as many rows as any has', () => {
    const keys = {
      block_count: 1,
      'attention.head_count': 128,
      'attention.head_count_kv': 1,
      'attention.key_length': 576,
      'attention.value_length': 512,
      'attention.key_length_mla': 192,
      'attention.value_length_mla': 128,
    }
    const latent = headerOf('newmla', keys)
    expect(layersOf(latent)).toMatchObject({ layers: [layerOf(576, 512)], isLatent: false })
    expect(partOf(estimateOf(latent, { contextTokens: 256 }).need, 'kv')).toMatchObject({
      bytes: 256 * (576 + 512) * 2,
      basis: 'upper bound',
    })
    const indexed = headerOf('newdsa', { ...keys, 'attention.indexer.key_length': 128 })
    expect(layersOf(indexed).layers[0]?.indexerElements).toBe(3 * 128)
  })

  it('is taken to have heads of the greater length, absorbed or not', () => {
    const keys = { block_count: 1, 'attention.head_count_kv': 4, 'attention.key_length': 64 }
    const wide = { 'attention.key_length_mla': 192, 'attention.value_length_mla': 128 }
    expect(layersOf(headerOf('newmla', { ...keys, ...wide })).layers).toEqual([
      layerOf(4 * 192, 4 * 128),
    ])
  })
})
