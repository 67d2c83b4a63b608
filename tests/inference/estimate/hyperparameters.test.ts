import { describe, expect, it } from 'vitest'

import { hyperparametersOf } from '../../../src/main/inference/estimate/hyperparameters.ts'
import type { MetadataValue, Tensor } from '../../../src/main/inference/models/model-header.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { headerOf } from './header-of.ts'

describe('heads', () => {
  it('are as long as those of the first layer where no length is said', () => {
    // llama_model_base::load_hparams: n_embd / n_head()
    const model = headerOf('openelm', {
      block_count: 3,
      embedding_length: 1_280,
      'attention.head_count': [8, 16, 20],
      'attention.head_count_kv': [2, 4, 5],
    })
    expect(model).toMatchObject({ keyLength: 160, valueLength: 160, kvHeadCounts: [2, 4, 5] })
  })

  it('are as many for keys as for queries where no number is said', () => {
    expect(headerOf('gpt2', { block_count: 2 }).kvHeadCounts).toEqual([4, 4])
  })

  it('are as long as is said, whatever the width', () => {
    const model = headerOf('qwen3', {
      block_count: 1,
      embedding_length: 1_024,
      'attention.key_length': 128,
    })
    expect(model).toMatchObject({ keyLength: 128, valueLength: 256 })
  })
})

describe('layers', () => {
  it('that predict further tokens are told from the others', () => {
    const model = headerOf('glm4moe', { block_count: 47, nextn_predict_layers: 1 })
    expect(model).toMatchObject({ layerCount: 46, nextnLayerCount: 1 })
  })

  it('of a file that has no other than such are its layers', () => {
    const model = headerOf('gemma4-assistant', { block_count: 4, nextn_predict_layers: 4 })
    expect(model).toMatchObject({ layerCount: 4, nextnLayerCount: 0 })
  })

  it('that are looped through count as often as they are', () => {
    const model = headerOf('nanbeige', {
      block_count: 2,
      num_loops: 2,
      'attention.head_count_kv': [1, 2],
    })
    expect(model).toMatchObject({ layerCount: 4, kvHeadCounts: [1, 2, 1, 2] })
  })

  it('that are looped through are each time of the same kind', () => {
    const keys = {
      block_count: 2,
      num_loops: 2,
      'attention.sliding_window_pattern': [true, false],
      'attention.recurrent_layers': [0, 1],
      'attention.indexer.types': [1, 0],
    }
    expect(headerOf('of-loops', keys)).toMatchObject({
      slidingPattern: [true, false, true, false],
      recurrentLayers: [false, true, false, true],
      indexerLayers: [true, false, true, false],
    })
  })
})

describe('the rest of a header', () => {
  it('has the largest numbers of experts where layers differ', () => {
    const model = headerOf('qwen3moe', {
      block_count: 2,
      expert_count: 128,
      expert_used_count: [4, 8],
      expert_feed_forward_length: [512, 768],
    })
    expect(model.experts).toMatchObject({ count: 128, usedCount: 8, feedForwardLength: 768 })
  })

  it('has the kernel of a convolution without a state space', () => {
    const { ssm } = headerOf('kimi-linear', { block_count: 1, 'ssm.conv_kernel': 4 })
    expect(ssm).toMatchObject({ convolutionKernel: 4, innerSize: 0 })
    expect(headerOf('llama', { block_count: 1 }).ssm).toBeNull()
  })

  it('has the vocabulary of the embedding, else of the tokenizer', () => {
    const metadata = new Map<string, MetadataValue>([
      ['general.architecture', 'llama'],
      ['llama.block_count', 1],
      ['llama.embedding_length', 64],
      ['llama.attention.head_count', 4],
      ['tokenizer.ggml.tokens', { itemCount: 32_000 }],
    ])
    const table: Tensor = {
      name: 'token_embd.weight',
      dimensions: [64, 32_064],
      type: 'f16',
      bytes: 64 * 32_064 * 2,
      offsetBytes: 0,
      fileIndex: 0,
    }
    expect(hyperparametersOf(metadata, [table]).vocabularySize).toBe(32_064)
    expect(hyperparametersOf(metadata, []).vocabularySize).toBe(32_000)
  })
})

describe('what is made of the tokens of a text', () => {
  it.each([
    [undefined, false],
    [0, false],
    [1, true],
    [2, true],
    [3, true],
    [4, true],
  ])('is put together to one where the header says %s: %s', (type, isPooled) => {
    const keys = type === undefined ? {} : { pooling_type: type }
    expect(headerOf('qwen3', { block_count: 1, ...keys }).isPooled).toBe(isPooled)
  })
})

describe('a header without heads', () => {
  const metadataOf = (architecture: string, keys: Readonly<Record<string, number>>) =>
    new Map<string, MetadataValue>([
      ['general.architecture', architecture],
      ...Object.entries({ block_count: 1, embedding_length: 64, ...keys }).map(
        ([key, value]) => [`${architecture}.${key}`, value] as const,
      ),
    ])

  it.each(['llama', 'qwen35', 'of-tomorrow'])(
    'is refused where %s has attention',
    (architecture) => {
      expect(() => hyperparametersOf(metadataOf(architecture, {}), [])).toThrow(
        new ParseError(`its header has no ${architecture}.attention.head_count`),
      )
      const heads = { 'attention.head_count_kv': 2, 'attention.key_length': 64 }
      const { kvHeadCounts } = hyperparametersOf(metadataOf(architecture, heads), [])
      expect(kvHeadCounts).toEqual([2])
    },
  )

  it.each([
    ['mamba2', {}],
    ['rwkv7', {}],
    ['bert', {}],
    ['of-tomorrow', { 'wkv.head_size': 64 }],
  ])('is one of %s, which keeps no tokens', (architecture, keys) => {
    expect(hyperparametersOf(metadataOf(architecture, keys), []).kvHeadCounts).toEqual([])
  })
})

describe('a context', () => {
  it('beyond that of any model is not believed', () => {
    const contextWith = (context_length: number) =>
      headerOf('llama', { block_count: 1, context_length }).trainedContextTokens
    expect(contextWith(2 ** 30)).toBe(2 ** 30)
    expect(contextWith(2 ** 30 + 1)).toBeNull()
  })
})

describe('a header that lies', () => {
  it.each([
    ['no layers', { block_count: 0 }],
    ['more layers than any model has', { block_count: 5_000 }],
    ['more layers than any model has, by loops', { block_count: 4_000, num_loops: 1_000_000 }],
    ['layers that are no number', { block_count: 'many' }],
    ['no width', { block_count: 1, embedding_length: -1 }],
  ])('is refused if it claims %s', (_, keys) => {
    expect(() => headerOf('llama', keys)).toThrow(ParseError)
  })
})
