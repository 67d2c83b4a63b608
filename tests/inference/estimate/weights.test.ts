import { describe, expect, it } from 'vitest'
import type { LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { tensorWeights } from '../../../src/main/inference/estimate/tensor-weights.ts'
import { weightBuffers } from '../../../src/main/inference/estimate/weight-buffers.ts'
import { placeWeights } from '../../../src/main/inference/estimate/weights.ts'
import { estimateOf, laidOut, partOf } from './core-model.ts'
import { headerOf } from './header-of.ts'

const layer = (index: number, unit: number) => [
  { name: `blk.${index}.attn_q.weight`, bytes: unit },
  { name: `blk.${index}.ffn_up_exps.weight`, bytes: 10 * unit },
]
const table = { name: 'token_embd.weight', bytes: 1_000 }
const output = { name: 'output.weight', bytes: 500 }
const norm = { name: 'output_norm.weight', bytes: 1 }
const layers = [...layer(0, 10), ...layer(1, 20), ...layer(2, 30)]

const keys = { block_count: 3, 'attention.key_length': 64 }
const plain = headerOf('llama', keys)
const placed = (
  tensors: Parameters<typeof laidOut>[0],
  run: Partial<LlamaRun> = {},
  model = plain,
) => placeWeights(tensorWeights(laidOut(tensors), model), model, estimateOf(model, run).run)

const whole = [output, table, ...layers, norm]

describe('weights on the GPU (§1.2)', () => {
  it('are all but the embedding', () => {
    const { onGpuBytes, onCpuBytes, totalBytes } = placed(whole)
    expect({ onGpuBytes, onCpuBytes, totalBytes }).toEqual({
      onGpuBytes: 660 + 501,
      onCpuBytes: 1_000,
      totalBytes: 2_161,
    })
  })

  it.each([
    [0, 0],
    [1, 501],
    [2, 501 + 330],
    [3, 501 + 330 + 220],
    [4, 501 + 660],
    [99, 501 + 660],
  ])(
    'are with -ngl %i %i bytes: the output first, then layers from the last',
    (gpuLayers, bytes) => {
      const { onGpuBytes, onCpuBytes, totalBytes } = placed(whole, { gpuLayers })
      expect(onGpuBytes).toBe(bytes)
      expect(onCpuBytes).toBe(2_161 - bytes)
      expect(totalBytes).toBe(2_161)
    },
  )

  it('are without the experts of the first layers with --n-cpu-moe', () => {
    expect(placed(whole, { cpuMoeLayers: 1 }).onGpuBytes).toBe(1_161 - 100)
    expect(placed(whole, { cpuMoeLayers: 2 }).onGpuBytes).toBe(1_161 - 300)
    expect(placed(whole, { cpuMoeLayers: Number.POSITIVE_INFINITY }).onGpuBytes).toBe(1_161 - 600)
  })

  it('are none where the CPU runs the model', () => {
    expect(placed(whole, { device: 'cpu' })).toMatchObject({ onGpuBytes: 0, onCpuBytes: 2_161 })
  })
})

describe('a tied embedding (§1.2)', () => {
  const tied = [table, ...layers, norm]

  it('is needed on both sides, and there once where it is mapped', () => {
    expect(placed(tied)).toMatchObject({
      onGpuBytes: 1_000 + 661,
      onCpuBytes: 1_000,
      totalBytes: 1_661,
    })
  })

  it('is there twice where it is not mapped', () => {
    expect(placed(tied, { usesMmap: false })).toMatchObject({
      onGpuBytes: 1_661,
      onCpuBytes: 1_000,
      totalBytes: 2_661,
    })
  })

  it('is there once where both uses are on one side', () => {
    for (const usesMmap of [true, false])
      expect(placed(tied, { device: 'cpu', usesMmap })).toMatchObject({
        onCpuBytes: 1_661,
        totalBytes: 1_661,
      })
  })

  it('is made twice on one side by some architectures, where it is not mapped', () => {
    const model = headerOf('gemma3n', { block_count: 3 })
    expect(placed(tied, { device: 'cpu', usesMmap: false }, model).totalBytes).toBe(2_661)
  })

  it('is none of an encoder, which has no output', () => {
    expect(placed(tied, {}, headerOf('bert', { block_count: 3 })).onGpuBytes).toBe(661)
  })
})

describe('layers that predict further tokens (§1.2)', () => {
  const model = headerOf('glm4moe', { ...keys, block_count: 4, nextn_predict_layers: 1 })
  const behind = [
    { name: 'blk.3.attn_q.weight', bytes: 40 },
    { name: 'blk.3.nextn.eh_proj.weight', bytes: 7 },
  ]
  const tensors = [table, ...layers, ...behind, norm, output]

  it('are not loaded', () => {
    expect(placed(tensors, {}, model)).toMatchObject({ onGpuBytes: 1_161, totalBytes: 2_161 })
    expect(tensorWeights(laidOut(tensors), model).unusedBytes).toBe(47)
  })

  it('lie within the span of what is mapped', () => {
    const { run } = estimateOf(model)
    expect(weightBuffers(laidOut(tensors), model, run)).toContainEqual({
      kind: 'gpu',
      fileIndex: 0,
      bytes: 1_161 + 47,
    })
  })

  it('count for -ngl, so that the first of them is the output all the same', () => {
    expect(placed(tensors, { gpuLayers: 1 }, model).onGpuBytes).toBe(501)
    expect(placed(tensors, { gpuLayers: 3 }, model).onGpuBytes).toBe(501 + 330)
  })

  it('are remarked upon', () => {
    const remarksOf = (of: typeof model) =>
      estimateOf(of, {}, { weights: tensorWeights(laidOut(tensors), of) }).need.remarks
    expect(remarksOf(model).join()).toMatch(/\(MTP\) are not used/)
    expect(remarksOf(plain)).toEqual([])
  })
})

describe('the part of the need', () => {
  const weights = tensorWeights(laidOut(whole), plain)

  it('is exact, and has on which side it lies', () => {
    expect(partOf(estimateOf(plain, {}, { weights }).need, 'weights')).toEqual({
      name: 'weights',
      bytes: 2_161,
      onGpuBytes: 1_161,
      band: { lessBytes: 0, moreBytes: 0 },
      basis: 'exact',
      formula: '1161 for the GPU + 1000 for the CPU alone',
    })
  })

  it('has adapters with the layers that they change (§3.7)', () => {
    const part = (run: Partial<LlamaRun>) =>
      partOf(estimateOf(plain, run, { weights, adapterBytes: 80 }).need, 'weights')
    expect(part({})).toMatchObject({ bytes: 2_241, onGpuBytes: 1_241 })
    expect(part({}).formula).toMatch(/ \+ 80 of adapters$/)
    expect(part({ gpuLayers: 0 })).toMatchObject({ bytes: 2_241, onGpuBytes: 0 })
    expect(part({ device: 'cpu' })).toMatchObject({ bytes: 2_241, onGpuBytes: 0 })
    expect(part({ gpuLayers: 2 })).toMatchObject({ bytes: 2_241, onGpuBytes: 831 + 40 })
  })

  it('is as exact as it was printed where an engine told it', () => {
    const printed = { kind: 'printed', bytes: 1_000, precisionBytes: 5, tableBytes: 100 } as const
    const part = (run: Partial<LlamaRun>) =>
      partOf(estimateOf(plain, run, { weights: printed }).need, 'weights')
    expect(part({})).toMatchObject({
      bytes: 1_000,
      onGpuBytes: 1_000,
      band: { lessBytes: 105, moreBytes: 5 },
      // whether its embedding is tied it does not tell
      basis: 'approximate',
    })
    expect(part({ gpuLayers: 2 })).toMatchObject({ onGpuBytes: 500, basis: 'approximate' })
    expect(part({ device: 'cpu' })).toMatchObject({ bytes: 1_000, onGpuBytes: 0 })
  })

  it('is a guess by the size of its family', () => {
    const guess = { kind: 'guess', bytes: 1_000, errorRatio: 0.08 } as const
    expect(partOf(estimateOf(plain, { gpuLayers: 1 }, { weights: guess }).need, 'weights')).toEqual(
      {
        name: 'weights',
        bytes: 1_000,
        onGpuBytes: 250,
        band: { lessBytes: 80, moreBytes: 80 },
        basis: 'guess',
        formula: '',
      },
    )
  })
})
