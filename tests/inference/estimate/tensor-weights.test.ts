import { describe, expect, it } from 'vitest'
import { tensorWeights } from '../../../src/main/inference/estimate/tensor-weights.ts'
import { placeWeights } from '../../../src/main/inference/estimate/weights.ts'
import type { Tensor } from '../../../src/main/inference/models/model-header.ts'
import { estimateOf, laidOut, partOf } from './core-model.ts'
import { headerOf } from './header-of.ts'

const plain = headerOf('llama', { block_count: 2 })

describe('tensors that every run puts on one side', () => {
  it('are one group for each layer, with experts and what is laid out anew apart', () => {
    const matrix = { type: 'q4_K', dimensions: [256, 8] }
    const { groups } = tensorWeights(
      laidOut([
        { name: 'token_embd.weight', bytes: 1_000 },
        { name: 'output.weight', bytes: 500 },
        { name: 'output_norm.weight', bytes: 1 },
        { name: 'blk.0.attn_q.weight', bytes: 10 },
        { name: 'blk.0.attn_k.weight', bytes: 20 },
        { name: 'blk.0.ffn_up_exps.weight', bytes: 40, ...matrix },
        { name: 'blk.1.attn_q.weight', bytes: 80, ...matrix },
        { name: 'blk.1.attn_k.weight', bytes: 160, ...matrix, dimensions: [256, 12] },
      ]),
      plain,
    )
    const layer = (index: number) => ({ kind: 'layer', index })
    const usual = { isExpert: false, repackedType: null }
    expect(groups).toEqual([
      { place: { kind: 'input' }, ...usual, bytes: 1_000 },
      { place: { kind: 'output' }, ...usual, bytes: 501 },
      { place: layer(0), ...usual, bytes: 30 },
      { place: layer(0), isExpert: true, repackedType: 'q4_K', bytes: 40 },
      { place: layer(1), isExpert: false, repackedType: 'q4_K', bytes: 80 },
      { place: layer(1), ...usual, bytes: 160 },
    ])
  })

  it('are of no layer behind the last, whatever they are called', () => {
    const names = [7, 8, 99].map((index) => ({ name: `blk.${index}.x`, bytes: 1 }))
    const { groups } = tensorWeights(laidOut(names), plain)
    expect(groups).toMatchObject([{ place: { kind: 'layer', index: 2 }, bytes: 3 }])
    const weights = tensorWeights(laidOut(names), plain)
    expect(placeWeights(weights, plain, estimateOf(plain, { gpuLayers: 0 }).run).onGpuBytes).toBe(0)
  })
})

describe('131,000 tensors of 4,096 layers', () => {
  const layerCount = 4_096
  const model = headerOf('llama', { block_count: layerCount, 'attention.head_count_kv': 1 })
  let reads = 0
  const tensorAt = (index: number): Tensor => ({
    get name() {
      reads += 1
      return `blk.${index % layerCount}.ffn_${index}.weight`
    },
    dimensions: [32, 8],
    type: 'q4_0',
    bytes: 18,
    offsetBytes: index * 18,
    fileIndex: 0,
  })

  it('are looked at once, and estimates add up layers', () => {
    const tensors = Array.from({ length: 131_000 }, (_, index) => tensorAt(index))
    const weights = tensorWeights(tensors, model)
    expect(weights.groups).toHaveLength(layerCount)
    const readsBefore = reads
    expect(readsBefore).toBeGreaterThanOrEqual(131_000)

    const { run, need } = estimateOf(model, { contextTokens: 4_096 }, { weights })
    expect(partOf(need, 'weights')).toMatchObject({ bytes: 131_000 * 18, onGpuBytes: 131_000 * 18 })
    // half of the layers, from the last on; the output is one of those that are asked for
    const half = { ...run, asked: { ...run.asked, gpuLayers: 2_049 } }
    const upper = tensors.filter((_, index) => index % layerCount >= 2_048)
    expect(placeWeights(weights, model, half).onGpuBytes).toBe(upper.length * 18)
    expect(reads).toBe(readsBefore)
  })
})
