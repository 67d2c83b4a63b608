import { describe, expect, it } from 'vitest'
import { sinceBuild } from '../../../src/main/inference/estimate/engine-build.ts'
import type { LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { tensorWeights } from '../../../src/main/inference/estimate/tensor-weights.ts'
import { weightBuffers } from '../../../src/main/inference/estimate/weight-buffers.ts'
import { placeWeights } from '../../../src/main/inference/estimate/weights.ts'
import { estimateOf, laidOut, mib, partOf } from './core-model.ts'
import { deepSeek14b } from './deepseek-14b.ts'
import { headerOf } from './header-of.ts'

const model = headerOf('llama', { block_count: 2 })
function placed(tensors: Parameters<typeof laidOut>[0], asked: Partial<LlamaRun> = {}) {
  const { run } = estimateOf(model, asked)
  const laid = laidOut(tensors)
  return {
    ...placeWeights(tensorWeights(laid, model), model, run),
    buffers: weightBuffers(laid, model, run),
  }
}

const table = { name: 'token_embd.weight', bytes: 1_000 }
const output = { name: 'output.weight', bytes: 500 }
const first = { name: 'blk.0.attn_q.weight', bytes: 10 }
const second = { name: 'blk.1.attn_q.weight', bytes: 20 }

describe('what is mapped (§1.3)', () => {
  it('is the span from the first to the last tensor of a side', () => {
    const buffersOf = (tensors: Parameters<typeof laidOut>[0]) => placed(tensors).buffers
    const gpu = { kind: 'gpu', fileIndex: 0 }
    const cpu = { kind: 'cpu', fileIndex: 0, bytes: 1_000 }
    // the embedding in between, and at the edge
    expect(buffersOf([output, table, first, second])).toEqual([{ ...gpu, bytes: 1_530 }, cpu])
    expect(buffersOf([table, first, second, output])).toEqual([cpu, { ...gpu, bytes: 530 }])
  })

  it('is as long as Metal printed it, but for a page (e024)', () => {
    const { model: of, tensors } = deepSeek14b()
    expect(weightBuffers(tensors, of, estimateOf(of, { build: 4_840 }).run)).toEqual([
      { kind: 'gpu', fileIndex: 0, bytes: 10_499_825_576 },
      { kind: 'cpu', fileIndex: 0, bytes: 533_860_800 },
    ])
    expect((10_499_825_576 + 16_384) / mib).toBeCloseTo(10_013.43, 2)
  })

  it('is apart in each shard', () => {
    const shards = [
      { ...table, fileIndex: 0 },
      { ...first, fileIndex: 0 },
      { ...second, fileIndex: 1 },
      { ...output, fileIndex: 1 },
    ]
    expect(placed(shards).buffers).toEqual([
      { kind: 'cpu', fileIndex: 0, bytes: 1_000 },
      { kind: 'gpu', fileIndex: 0, bytes: 10 },
      { kind: 'gpu', fileIndex: 1, bytes: 520 },
    ])
  })
})

describe('what is not mapped', () => {
  it('is one buffer for each side, of what it needs', () => {
    expect(placed([output, table, first, second], { usesMmap: false }).buffers).toEqual([
      { kind: 'gpu', fileIndex: 0, bytes: 530 },
      { kind: 'cpu', fileIndex: 0, bytes: 1_000 },
    ])
  })
})

describe('a copy that suits the CPU better (§1.2)', () => {
  const matrix = (type: string, rows = 16) => ({
    ...first,
    type,
    dimensions: [32, rows],
    bytes: 300,
  })
  const onCpu = { device: 'cpu' } as const

  it('is made of matrices of some types, beside what is mapped', () => {
    for (const type of ['q4_0', 'q4_K', 'iq4_nl'])
      expect(placed([table, matrix(type), output], onCpu)).toMatchObject({
        onGpuBytes: 0,
        onCpuBytes: 1_500,
        repackedBytes: 300,
        totalBytes: 1_800 + 300,
        buffers: [
          { kind: 'cpu', bytes: 1_800 },
          { kind: 'repacked', bytes: 300 },
        ],
      })
  })

  it('is all that there is of them where nothing is mapped', () => {
    const { totalBytes } = placed([table, matrix('q4_0'), output], { ...onCpu, usesMmap: false })
    expect(totalBytes).toBe(1_800)
  })

  it.each([
    ['of other types', matrix('q8_0'), {}],
    ['of rows that are not in eights', matrix('q4_0', 12), {}],
    ['of vectors', { ...first, type: 'q4_0', dimensions: [32] }, {}],
    ['where it is turned off', matrix('q4_0'), { isRepacked: false }],
    ['where a GPU is beside it', matrix('q4_0'), { device: 'metal', gpuLayers: 0 }],
    ['of MXFP4 in older builds', matrix('mxfp4'), { build: sinceBuild.repackedMxfp4 - 1 }],
    ['of the embedding', { ...matrix('q4_0'), name: table.name }, {}],
  ] as const)('is not made %s', (_, tensor, run) => {
    expect(placed([tensor, output], { ...onCpu, ...run }).repackedBytes).toBe(0)
  })

  it('is made of MXFP4 by builds of today', () => {
    expect(placed([matrix('mxfp4'), output], onCpu).repackedBytes).toBe(300)
  })

  it('is made of the output as well', () => {
    const tensor = { ...matrix('q4_0'), name: output.name }
    expect(placed([tensor], onCpu).repackedBytes).toBe(300)
  })
})

describe('types of tensors that we do not know (§1.1)', () => {
  it('take what their place in the file says', () => {
    const odd = { ...first, type: 'type 4711', dimensions: [32, 16], bytes: 321 }
    expect(placed([table, odd, output]).onGpuBytes).toBe(821)
    expect(placed([table, odd, output], { device: 'cpu' })).toMatchObject({
      onCpuBytes: 1_821,
      repackedBytes: 0,
    })
  })

  it('are named, and make the weights approximate', () => {
    const needOf = (...types: readonly string[]) => {
      const tensors = types.map((type, index) => ({ ...first, name: `blk.${index}.x`, type }))
      const weights = tensorWeights(laidOut(tensors), model)
      return estimateOf(model, { device: 'cuda' }, { weights }).need
    }
    const odd = needOf('type 4711', 'f16', 'type 4711')
    expect(partOf(odd, 'weights').basis).toBe('approximate')
    expect(odd.remarks).toEqual([
      'Its tensors of type 4711 are taken by their distance in the file.',
    ])
    expect(needOf('type 1', 'type 2', 'type 3', 'type 4').remarks.join()).toMatch(
      / of type 1, type 2, type 3 and others are /,
    )
    expect(needOf('f16').remarks).toEqual([])
    expect(partOf(needOf('f16'), 'weights').basis).toBe('exact')
  })
})
