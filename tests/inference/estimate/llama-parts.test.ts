import { describe, expect, it } from 'vitest'
import type { LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { estimateOf, mib, partOf } from './core-model.ts'
import { headerOf } from './header-of.ts'

/** Four layers, of which the last has attention: 64 + 64 elements for each token. */
const hybrid = headerOf('qwen35', {
  block_count: 4,
  vocab_size: 1_000,
  'attention.key_length': 64,
  'attention.value_length': 64,
  'attention.head_count_kv': 1,
  'ssm.conv_kernel': 4,
  'ssm.inner_size': 256,
  'ssm.state_size': 64,
  'ssm.group_count': 1,
})
const kvBytes = 256 * 128 * 2
const layerStateBytes = (3 * (256 + 2 * 64) + 64 * 256) * 4

const partsOf = (run: Partial<LlamaRun>, model = hybrid) => {
  const { need } = estimateOf(model, { contextTokens: 256, ...run })
  return { kv: partOf(need, 'kv'), recurrent: partOf(need, 'recurrent') }
}

describe('caches (§2.8)', () => {
  it.each([
    [null, kvBytes, 3 * layerStateBytes],
    [5, kvBytes, 3 * layerStateBytes],
    [3, kvBytes, layerStateBytes],
    [2, kvBytes, 0],
    [1, 0, 0],
    [0, 0, 0],
  ])('lie with -ngl %s where their layers do', (gpuLayers, kv, recurrent) => {
    const parts = partsOf({ gpuLayers })
    expect([parts.kv.onGpuBytes, parts.recurrent.onGpuBytes]).toEqual([kv, recurrent])
    expect([parts.kv.bytes, parts.recurrent.bytes]).toEqual([kvBytes, 3 * layerStateBytes])
  })

  it.each([
    ['--no-kv-offload', { isKvOnGpu: false }],
    ['a CPU alone', { device: 'cpu' }],
  ] as const)('lie in RAM with %s', (_, run) => {
    const { kv, recurrent } = partsOf(run)
    expect([kv.onGpuBytes, recurrent.onGpuBytes]).toEqual([0, 0])
    expect(kv.bytes).toBe(kvBytes)
  })
})

describe('formulas of caches', () => {
  it('say how they come about', () => {
    const { kv, recurrent } = partsOf({ parallel: 2, isKvUnified: false, keyType: 'q8_0' })
    expect(kv.formula).toBe('256·2 cells × 1 layers × (68 + 128) bytes')
    expect(recurrent.formula).toBe(`3 layers × 2 sequences × ${layerStateBytes} bytes`)
  })

  it('say how many copies of a state there are to go back to', () => {
    const { recurrent } = partsOf({ parallel: 2, draftTokens: 3 })
    expect(recurrent.bytes).toBe(2 * 4 * 3 * layerStateBytes)
    expect(recurrent.formula).toBe(`3 layers × 2 sequences × 4 copies × ${layerStateBytes} bytes`)
  })

  it('add up where layers keep states of several sizes', () => {
    const model = headerOf('deepseek4', {
      block_count: 4,
      'attention.head_count_kv': 1,
      'attention.key_length': 512,
      'attention.compress_ratios': [0, 4, 128, 4],
    })
    const { recurrent } = partsOf({ parallel: 2, draftTokens: 1 }, model)
    const terms = recurrent.formula
      .split(' + ')
      .map((term) =>
        [...term.matchAll(/\d+/g)].reduce((product, [digits]) => product * Number(digits), 1),
      )
    expect(terms).toHaveLength(2)
    expect(terms.reduce((sum, term) => sum + term, 0)).toBe(recurrent.bytes)
  })

  it('say so for layers of one width together', () => {
    const model = headerOf('gpt-oss', {
      block_count: 4,
      'attention.key_length': 64,
      'attention.value_length': 64,
      'attention.head_count_kv': [1, 2, 1, 4],
      'attention.sliding_window': 128,
    })
    const { kv, recurrent } = partsOf({ contextTokens: 4_096 }, model)
    expect(kv.formula).toBe(
      [
        '4096 cells × 1 layers × (256 + 256) bytes',
        '4096 cells × 1 layers × (512 + 512) bytes',
        '768 cells × 2 layers × (128 + 128) bytes',
      ].join(' + '),
    )
    expect(recurrent).toMatchObject({ bytes: 0, formula: '' })
  })
})

describe('what a client is given (§3.6)', () => {
  const outputOf = (run: Partial<LlamaRun>) => partOf(estimateOf(hybrid, run).need, 'output')

  it('is the logits of one token for each sequence, on the host', () => {
    expect(outputOf({})).toMatchObject({ bytes: 4 * 1_000, onGpuBytes: 0, formula: '4·1·1000' })
    expect(outputOf({ parallel: 4 }).bytes).toBe(4 * 4 * 1_000)
  })

  it('is its embedding as well where that is asked for', () => {
    expect(outputOf({ hasEmbeddings: true }).bytes).toBe(4 * (1_000 + 64))
    const pooled = headerOf('qwen3', { block_count: 1, vocab_size: 1_000, pooling_type: 3 })
    expect(partOf(estimateOf(pooled).need, 'output').bytes).toBe(4 * (1_000 + 64))
  })
})

describe('the process itself (§3.8)', () => {
  it('takes 200 to 300 MiB, none of it on the GPU', () => {
    expect(partOf(estimateOf(hybrid).need, 'overhead')).toMatchObject({
      bytes: 250 * mib,
      onGpuBytes: 0,
      band: { lessBytes: 50 * mib, moreBytes: 50 * mib },
      basis: 'approximate',
    })
  })
})

describe('a model of a kind that we do not know', () => {
  const unknown = headerOf('of-tomorrow', {
    block_count: 2,
    'attention.key_length': 64,
    'attention.value_length': 64,
    'attention.head_count_kv': 1,
  })

  it('takes no more than is said, and maybe far less', () => {
    const { kv } = partsOf({}, unknown)
    expect(kv).toMatchObject({
      bytes: 2 * kvBytes,
      basis: 'upper bound',
      band: { lessBytes: 2 * kvBytes, moreBytes: 0 },
    })
    expect(partsOf({}).kv.basis).toBe('exact')
  })

  it('is told as such', () => {
    const [remark] = estimateOf(unknown).need.remarks
    expect(remark).toMatch(/^The architecture of-tomorrow is not known here: .*\.$/)
    const beyond = headerOf('deepseek4', { block_count: 1, 'attention.key_length': 512 })
    expect(estimateOf(beyond).need.remarks[0]).toMatch(/^The cache of deepseek4 follows no formula/)
    expect(estimateOf(hybrid).need.remarks).toEqual([])
  })
})

describe('types of keys and values', () => {
  it('are ggml types, in any case of letters', () => {
    expect(estimateOf(hybrid, { keyType: 'Q8_0', valueType: 'q8_0' }).caches).toHaveLength(1)
    for (const type of ['', 'q9_0', 'float'])
      expect(() => estimateOf(hybrid, { keyType: type })).toThrow(ParseError)
    expect(() => estimateOf(hybrid, { valueType: 'q9_0' })).toThrow(
      '"q9_0" is not a type of keys and values',
    )
  })
})
