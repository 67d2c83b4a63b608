import { describe, expect, it } from 'vitest'
import { sinceBuild } from '../../../src/main/inference/estimate/engine-build.ts'
import type { Hyperparameters } from '../../../src/main/inference/estimate/hyperparameters.ts'
import type { LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { estimateOf, mib } from './core-model.ts'
import { headerOf } from './header-of.ts'

/** Two layers of eight heads of 128: 1,024 elements of K, and as many of V. */
const grouped = headerOf('llama', {
  block_count: 2,
  embedding_length: 4_096,
  'attention.head_count': 32,
  'attention.head_count_kv': 8,
})

const cachesOf = (model: Hyperparameters, run: Partial<LlamaRun>) => estimateOf(model, run).caches
const bytesOf = (model: Hyperparameters, run: Partial<LlamaRun>): number =>
  cachesOf(model, run).reduce((sum, { bytes }) => sum + bytes, 0)

describe('full attention (§2.2)', () => {
  it('has a row of K and one of V in every cell of every layer, of as many heads as have them', () => {
    expect(cachesOf(grouped, { contextTokens: 4_096 })).toMatchObject([
      { kind: 'full', cells: 4_096, streamCount: 1, bytes: 4_096 * 2 * (1_024 + 1_024) * 2 },
    ])
  })

  it('has as many heads in each layer as the file lists, and nothing where there are none', () => {
    const model = headerOf('deci', {
      block_count: 3,
      'attention.key_length': 64,
      'attention.value_length': 32,
      'attention.head_count_kv': [2, 0, 4],
    })
    const [cache, ...others] = cachesOf(model, { contextTokens: 256 })
    expect(others).toEqual([])
    expect(cache?.layers).toEqual([
      { index: 0, keyElements: 128, valueElements: 64, bytes: 256 * (128 + 64) * 2 },
      { index: 2, keyElements: 256, valueElements: 128, bytes: 256 * (256 + 128) * 2 },
    ])
  })

  it('has none in an encoder (§2.9)', () => {
    expect(cachesOf(headerOf('bert', { block_count: 12 }), { contextTokens: 512 })).toEqual([])
  })
})

describe('several sequences (§2.1)', () => {
  const ofFour = { contextTokens: 4_096, parallel: 4 }

  it('share the cells of a unified cache', () => {
    expect(cachesOf(grouped, { ...ofFour, isKvUnified: true })).toMatchObject([
      { cells: 4_096, streamCount: 1, bytes: 32 * mib },
    ])
  })

  it('have a stream each where it is not unified', () => {
    expect(cachesOf(grouped, { ...ofFour, isKvUnified: false })).toMatchObject([
      { cells: 1_024, streamCount: 4, bytes: 32 * mib },
    ])
  })

  it('have streams of whole steps, which is more than was asked for', () => {
    // pad(1000, 256) = 1024; 1024 / 3 = 341, padded to 512
    const estimate = estimateOf(grouped, { contextTokens: 1_000, parallel: 3, isKvUnified: false })
    expect(estimate.run.contextTokens).toBe(1_536)
    expect(estimate.caches).toMatchObject([{ cells: 512, streamCount: 3, bytes: 12 * mib }])
  })

  it('shared all cells before there were streams', () => {
    const build = sinceBuild.streams - 1
    expect(cachesOf(grouped, { ...ofFour, isKvUnified: false, build })).toMatchObject([
      { cells: 4_096, streamCount: 1 },
    ])
  })
})

describe('padding (§2.1)', () => {
  it.each([
    ['to 256 since #17046', { build: sinceBuild.contextPadding, flashAttention: 'off' }, 1_024],
    ['to 32 before', { build: sinceBuild.contextPadding - 1, flashAttention: 'off' }, 800],
    [
      'to 256 before, with flash attention',
      { build: sinceBuild.contextPadding - 1, flashAttention: 'on' },
      1_024,
    ],
  ] as const)('is %s', (_, run, cells) => {
    expect(cachesOf(grouped, { contextTokens: 777, ...run })[0]?.cells).toBe(cells)
  })
})

describe('values without flash attention (§2.2)', () => {
  it('are as wide in every layer as in the widest', () => {
    const model = headerOf('openelm', {
      block_count: 2,
      'attention.key_length': 64,
      'attention.value_length': 64,
      'attention.head_count_kv': [3, 5],
    })
    const rows = (flashAttention: 'on' | 'off') =>
      cachesOf(model, { contextTokens: 256, flashAttention })[0]?.layers.map(
        ({ keyElements, valueElements }) => [keyElements, valueElements],
      )
    const [on, off] = [rows('on'), rows('off')]
    expect(on).toEqual([
      [192, 192],
      [320, 320],
    ])
    expect(off).toEqual([
      [192, 320],
      [320, 320],
    ])
  })

  it('are so in the layers of both caches, the sliding one and the full one', () => {
    const model = headerOf('gemma4', {
      block_count: 2,
      'attention.key_length': 512,
      'attention.value_length': 512,
      'attention.key_length_swa': 256,
      'attention.value_length_swa': 256,
      'attention.head_count_kv': 1,
      'attention.sliding_window': 512,
      'attention.sliding_window_pattern': [true, false],
    })
    const widths = cachesOf(model, { contextTokens: 256, flashAttention: 'off' }).map(
      ({ kind, layers }) => [kind, layers[0]?.keyElements, layers[0]?.valueElements],
    )
    expect(widths).toEqual([
      ['full', 512, 512],
      ['sliding', 256, 512],
    ])
  })
})

describe('types of keys and values (§2.7)', () => {
  it.each([
    ['f32', 4_096],
    ['f16', 2_048],
    ['bf16', 2_048],
    ['q8_0', 1_088],
    ['q5_1', 768],
    ['q5_0', 704],
    ['q4_1', 640],
    ['q4_0', 576],
    ['iq4_nl', 576],
  ])('%s takes %i bytes for a row of 1,024', (type, rowBytes) => {
    const run = {
      contextTokens: 256,
      keyType: type,
      valueType: type,
      flashAttention: 'on',
    } as const
    expect(bytesOf(grouped, run)).toBe(256 * 2 * 2 * rowBytes)
  })

  it('may be two, and each has its own rows', () => {
    const run = { contextTokens: 256, keyType: 'q8_0', valueType: 'q4_0' }
    expect(bytesOf(grouped, run)).toBe(256 * 2 * (1_088 + 576))
  })

  it('fill the last block of a row that is no multiple of it', () => {
    const model = headerOf('llama', {
      block_count: 1,
      'attention.key_length': 80,
      'attention.value_length': 80,
      'attention.head_count_kv': 1,
    })
    // three blocks of 32 elements, of 34 bytes each
    expect(bytesOf(model, { contextTokens: 256, keyType: 'q8_0', valueType: 'f16' })).toBe(
      256 * (3 * 34 + 160),
    )
  })
})
