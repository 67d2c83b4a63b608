import { describe, expect, it } from 'vitest'
import { sinceBuild } from '../../../src/main/inference/estimate/engine-build.ts'
import type { LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { estimateOf, mib, partOf } from './core-model.ts'
import { headerOf } from './header-of.ts'

const gptOss = headerOf('gpt-oss', {
  block_count: 24,
  embedding_length: 2_880,
  'attention.head_count': 64,
  'attention.head_count_kv': 8,
  'attention.key_length': 64,
  'attention.value_length': 64,
  'attention.sliding_window': 128,
})

const slidingOf = (run: Partial<LlamaRun>) =>
  estimateOf(gptOss, run).caches.find(({ kind }) => kind === 'sliding')

describe('a sliding window (§2.3)', () => {
  it('has cells for the window and a micro-batch, and the other layers have the context', () => {
    const { caches } = estimateOf(gptOss, { contextTokens: 4_096 })
    // e003: pad(128 + 512, 256) = 768 cells, 18.00 MiB
    expect(caches).toMatchObject([
      { kind: 'full', cells: 4_096, bytes: 96 * mib },
      { kind: 'sliding', cells: 768, bytes: 18 * mib },
    ])
    expect(caches.map(({ layers }) => layers.length)).toEqual([12, 12])
  })

  it('has more with a greater micro-batch', () => {
    // e002: pad(128 + 2048, 256)
    const sliding = slidingOf({ contextTokens: 131_072, ubatchTokens: 2_048 })
    expect(sliding).toMatchObject({ cells: 2_304, bytes: 54 * mib })
  })

  it('has a window for each sequence that shares the cache, and one in each stream', () => {
    const run = { contextTokens: 65_536, parallel: 4 }
    // pad(128·4 + 512, 256) and 4 streams of pad(128 + 512, 256)
    expect(slidingOf({ ...run, isKvUnified: true })).toMatchObject({ cells: 1_024, streamCount: 1 })
    expect(slidingOf({ ...run, isKvUnified: false })).toMatchObject({ cells: 768, streamCount: 4 })
  })

  it('is never longer than the context', () => {
    expect(slidingOf({ contextTokens: 512 })).toMatchObject({ cells: 512 })
  })

  it('is all of the context with --swa-full', () => {
    const sliding = slidingOf({ contextTokens: 65_536, isSlidingFull: true })
    expect(sliding).toMatchObject({ cells: 65_536, bytes: 65_536 * 12 * 1_024 * 2 })
  })

  it('was padded to 32 cells by builds that did so', () => {
    const build = sinceBuild.contextPadding - 1
    const sliding = slidingOf({ contextTokens: 4_096, flashAttention: 'off', build })
    expect(sliding).toMatchObject({ cells: 640 })
  })
})

describe('latent attention (§2.4): DeepSeek V3 of rank 512, 64 of rope, 128 heads', () => {
  const absorbed = headerOf('deepseek2', {
    block_count: 61,
    'attention.head_count': 128,
    'attention.head_count_kv': 1,
    'attention.key_length': 576,
    'attention.value_length': 512,
    'attention.key_length_mla': 192,
    'attention.value_length_mla': 128,
  })
  const kvBytesOf = (model: typeof absorbed, build: number | null): number =>
    partOf(estimateOf(model, { contextTokens: 4_096, flashAttention: 'on', build }).need, 'kv')
      .bytes

  it('keeps K alone since #19067', () => {
    expect(kvBytesOf(absorbed, sinceBuild.latentKeysOnly)).toBe(4_096 * 61 * 576 * 2)
  })

  it('kept V beside it before', () => {
    expect(kvBytesOf(absorbed, sinceBuild.latentKeysOnly - 1)).toBe(4_096 * 61 * (576 + 512) * 2)
  })

  it('keeps all heads of a file that does not hold them absorbed, in any build', () => {
    const whole = headerOf('deepseek2', {
      block_count: 61,
      'attention.head_count': 128,
      'attention.key_length': 192,
      'attention.value_length': 128,
    })
    expect(kvBytesOf(whole, null)).toBe(4_096 * 61 * 128 * (192 + 128) * 2)
  })

  it('may take what it took before where the build is not known', () => {
    const { band, bytes } = partOf(estimateOf(absorbed, { contextTokens: 4_096 }).need, 'kv')
    expect(bytes).toBe(4_096 * 61 * 576 * 2)
    expect(band).toEqual({ lessBytes: 0, moreBytes: 4_096 * 61 * 512 * 2 })
  })
})

describe('an indexer (§2.4)', () => {
  it('has a cache of one head of keys, of as many cells', () => {
    const model = headerOf('deepseek32', {
      block_count: 2,
      'attention.head_count': 128,
      'attention.head_count_kv': 1,
      'attention.key_length': 576,
      'attention.value_length': 512,
      'attention.key_length_mla': 192,
      'attention.indexer.key_length': 128,
    })
    expect(estimateOf(model, { contextTokens: 4_096 }).caches).toMatchObject([
      { kind: 'full', cells: 4_096, bytes: 4_096 * 2 * 576 * 2 },
      { kind: 'indexer', cells: 4_096, bytes: 4_096 * 2 * 128 * 2 },
    ])
  })
})

describe('layers that use the cache of another (§2.5)', () => {
  it('have none of their own', () => {
    const keys = { block_count: 4, 'attention.shared_kv_layers': 3, 'attention.head_count_kv': 1 }
    const { caches } = estimateOf(headerOf('gemma4', keys), { contextTokens: 256 })
    expect(caches.map(({ layers }) => layers.map(({ index }) => index))).toEqual([[0]])
  })

  it('are those behind the twentieth of Gemma 3n', () => {
    const { caches } = estimateOf(headerOf('gemma3n', { block_count: 30 }), { contextTokens: 256 })
    expect(caches.flatMap(({ layers }) => layers)).toHaveLength(20)
  })
})

describe('recurrent state (§2.6): Qwen3.5-27B', () => {
  const model = headerOf('qwen35', {
    block_count: 64,
    'ssm.conv_kernel': 4,
    'ssm.inner_size': 6_144,
    'ssm.state_size': 128,
    'ssm.group_count': 16,
    'ssm.time_step_rank': 48,
  })
  const stateBytesOf = (run: Partial<LlamaRun>): number => estimateOf(model, run).state.bytes

  it('is there for each of the four slots of llama-server, whatever the context (e016, e068)', () => {
    for (const contextTokens of [4_096, 262_144])
      expect(stateBytesOf({ program: 'server', contextTokens })).toBe(598.5 * mib)
    expect(stateBytesOf({ contextTokens: 4_096 })).toBe((598.5 / 4) * mib)
  })

  it('is there once more for each drafted token, to go back to, where its architecture can', () => {
    expect(stateBytesOf({ draftTokens: 3 })).toBe(598.5 * mib)
    const keys = { block_count: 64, 'ssm.inner_size': 6_144, 'ssm.state_size': 128 }
    const bytesOf = (architecture: string, draftTokens: number) =>
      estimateOf(headerOf(architecture, keys), { draftTokens }).state.bytes
    for (const architecture of ['qwen3next', 'granitehybrid', 'falcon-h1', 'mamba2'])
      expect(bytesOf(architecture, 3)).toBe(bytesOf(architecture, 0))
    for (const architecture of ['qwen35moe', 'of-tomorrow'])
      expect(bytesOf(architecture, 3)).toBe(4 * bytesOf(architecture, 0))
  })

  it('is in the 48 layers of four that have no attention', () => {
    expect(estimateOf(model).state.layers).toHaveLength(48)
  })
})

describe('layers that predict further tokens (§2.2)', () => {
  const model = headerOf('glm4moe', {
    block_count: 3,
    nextn_predict_layers: 1,
    'attention.key_length': 64,
    'attention.value_length': 64,
    'attention.head_count_kv': 1,
  })
  const layerBytes = 256 * (64 + 64) * 2
  const kvOf = (build: number | null) =>
    partOf(estimateOf(model, { contextTokens: 256, build }).need, 'kv')

  it('had a cache that nothing used in the builds of some months', () => {
    expect(kvOf(sinceBuild.nextnCaches - 1).bytes).toBe(2 * layerBytes)
    expect(kvOf(sinceBuild.nextnCaches).bytes).toBe(3 * layerBytes)
    expect(kvOf(sinceBuild.noNextnCaches - 1).bytes).toBe(3 * layerBytes)
    expect(kvOf(sinceBuild.noNextnCaches).bytes).toBe(2 * layerBytes)
  })

  it('may have one where the build is not known', () => {
    expect(kvOf(null).bytes).toBe(2 * layerBytes)
    expect(kvOf(null).band).toEqual({ lessBytes: 0, moreBytes: layerBytes })
    expect(kvOf(sinceBuild.nextnCaches).band).toEqual({ lessBytes: 0, moreBytes: 0 })
  })

  it('may have one of K, or the others V beside it, where attention is latent', () => {
    const latent = headerOf('deepseek2', {
      block_count: 3,
      nextn_predict_layers: 1,
      'attention.head_count_kv': 1,
      'attention.key_length': 576,
      'attention.value_length': 512,
      'attention.key_length_mla': 192,
    })
    const { bytes, band } = partOf(estimateOf(latent, { contextTokens: 256 }).need, 'kv')
    // two layers of K today; three of K some months before, and two of K and V before that
    expect(bytes).toBe(256 * 2 * 576 * 2)
    expect(band).toEqual({ lessBytes: 0, moreBytes: 256 * 2 * 512 * 2 })
  })

  it('go, and the router of a Granite behind them stays where it is', () => {
    const granite = headerOf('graniteswitch', {
      block_count: 3,
      nextn_predict_layers: 1,
      'attention.key_length': 64,
    })
    const indicesOf = (build: number) =>
      estimateOf(granite, { contextTokens: 256, build }).caches.flatMap(({ layers }) =>
        layers.map(({ index }) => index),
      )
    expect(indicesOf(sinceBuild.noNextnCaches)).toEqual([0, 1, 3])
    expect(indicesOf(sinceBuild.noNextnCaches - 1)).toEqual([0, 1, 2, 3])
  })
})
