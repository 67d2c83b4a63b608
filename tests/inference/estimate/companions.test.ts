import { describe, expect, it } from 'vitest'
import type { Projector } from '../../../src/main/inference/estimate/llama-companions.ts'
import type { LlamaModel } from '../../../src/main/inference/estimate/llama.ts'
import { nothingElse } from '../../../src/main/inference/estimate/llama.ts'
import { needBytesOf } from '../../../src/main/inference/estimate/need.ts'
import {
  defaultDraftRun,
  type DraftRun,
  type LlamaRun,
} from '../../../src/main/inference/estimate/run.ts'
import { tensorWeights } from '../../../src/main/inference/estimate/tensor-weights.ts'
import type { MetadataValue } from '../../../src/main/inference/models/model-header.ts'
import { estimateOf, laidOut, mib, partOf } from './core-model.ts'
import { headerOf } from './header-of.ts'

const model = headerOf('llama', {
  block_count: 2,
  context_length: 8_192,
  embedding_length: 4_096,
  'attention.head_count': 32,
  'attention.head_count_kv': 8,
})

const tensors = laidOut([{ name: 'v.blk.0.attn_q.weight', bytes: 1_000 }])
const usual = {
  image_size: 336,
  patch_size: 14,
  embedding_length: 1_024,
  feed_forward_length: 4_096,
  'attention.head_count': 16,
}
const projectorOf = (keys: Readonly<Record<string, MetadataValue>>): Projector => ({
  metadata: new Map(Object.entries(keys).map(([key, value]) => [`clip.vision.${key}`, value])),
  tensors,
})

describe('a projector (§3.7)', () => {
  const partFor = (keys: Readonly<Record<string, MetadataValue>>, run: Partial<LlamaRun> = {}) =>
    partOf(estimateOf(model, run, { projector: projectorOf(keys) }).need, 'projector')

  it('is its tensors, and the attention over the patches of one picture', () => {
    // 24·24 = 576 patches: 4·(576²·16 heads + 576·(4·1024 + 4096))
    const picture = 4 * (576 ** 2 * 16 + 576 * 8_192)
    expect(partFor(usual)).toEqual({
      name: 'projector',
      bytes: 1_000 + picture,
      onGpuBytes: 1_000 + picture,
      band: { lessBytes: picture, moreBytes: picture },
      basis: 'approximate',
      formula: `1000 of tensors + ${picture} for one picture`,
    })
  })

  it('is 1.4 times its tensors where its header does not tell of pictures', () => {
    expect(partFor({})).toMatchObject({
      bytes: 1_400,
      onGpuBytes: 1_400,
      band: { lessBytes: 400, moreBytes: 400 },
    })
  })

  it.each([
    ['no patches', { patch_size: 0 }],
    ['patches larger than a picture', { patch_size: 337 }],
    ['pictures of any size that a number has', { image_size: 1e300 }],
    ['pictures of 2^40', { image_size: 2 ** 40 }],
    ['half a head', { 'attention.head_count': 0.5 }],
    ['fewer than no heads', { 'attention.head_count': -1 }],
    ['NaN', { image_size: Number.NaN }],
    ['text', { image_size: 'large' }],
    ['more than any machine holds', { 'attention.head_count': 2 ** 40 }],
  ])('is not believed if it claims %s', (_, keys) => {
    expect(partFor({ ...usual, ...keys }).bytes).toBe(1_400)
  })

  it('is in whole bytes, whatever it claims', () => {
    expect(partFor({ ...usual, embedding_length: 0.3 }).bytes % 1).toBe(0)
  })

  it('is not on a GPU that is not there', () => {
    expect(partFor({}, { device: 'cpu' })).toMatchObject({ bytes: 1_400, onGpuBytes: 0 })
    const kept = partFor({}, { isProjectorOnGpu: false })
    expect(kept).toMatchObject({ bytes: 1_400, onGpuBytes: 0 })
  })
})

describe('pictures', () => {
  it('are said to take what their size makes of it', () => {
    const remarksWith = (projector: Projector | null) =>
      estimateOf(model, {}, { projector }).need.remarks.join()
    expect(remarksWith(projectorOf(usual))).toMatch(/^What a picture takes depends on its size: /)
    expect(remarksWith(null)).toBe('')
  })
})

describe('a draft model (§3.7)', () => {
  const drafting = headerOf('llama', {
    block_count: 1,
    context_length: 512,
    embedding_length: 1_024,
    'attention.head_count': 8,
  })
  const draft: LlamaModel = {
    model: drafting,
    weights: tensorWeights(laidOut([{ name: 'output.weight', bytes: 5_000 }]), drafting),
    ...nothingElse,
  }
  const partFor = (run: Partial<LlamaRun>) =>
    partOf(estimateOf(model, run, { draft }).need, 'draft')

  it('has weights, a cache and buffers of its own, and shares the process', () => {
    const run = { contextTokens: 4_096 }
    const alone = estimateOf(draft.model, run, { weights: draft.weights }).need
    const { bytes, onGpuBytes, formula } = partFor(run)
    expect(onGpuBytes).toBe(needBytesOf(alone))
    const overhead = partOf(alone, 'overhead').bytes
    expect(bytes).toBe(alone.parts.reduce((sum, part) => sum + part.bytes, 0) - overhead)
    expect(formula).toMatch(/^weights 5000 \+ kv 16777216 \+ /)
    expect(formula).not.toMatch(/overhead/)
  })

  it('has a context as long as that of the model, whatever it was trained for', () => {
    // eight heads of 128, K and V, in F16
    expect(partFor({}).formula).toMatch(` kv ${8_192 * 2_048 * 2} `)
  })

  it('has keys and values of types of its own', () => {
    const run = { contextTokens: 4_096, keyType: 'q8_0', valueType: 'q8_0' }
    expect(partFor(run).formula).toMatch(` kv ${16 * mib} `)
  })

  it('is run as its own options say it', () => {
    const own = { ...defaultDraftRun, keyType: 'q8_0', valueType: 'q4_0' }
    const kvOf = (draftRun: DraftRun): string =>
      / kv (\d+) /.exec(partFor({ contextTokens: 4_096, draft: draftRun }).formula)?.[1] ?? ''
    expect(kvOf(defaultDraftRun)).toBe(`${16 * mib}`)
    expect(kvOf({ ...defaultDraftRun, contextTokens: 1_024 })).toBe(`${4 * mib}`)
    expect(kvOf(own)).toBe(`${(4_096 * 1_024 * (34 + 18)) / 32}`)
    const onCpu = partFor({ contextTokens: 4_096, draft: { ...defaultDraftRun, gpuLayers: 0 } })
    expect(onCpu.onGpuBytes).toBeLessThan(partFor({ contextTokens: 4_096 }).onGpuBytes)
    expect(onCpu.bytes).toBeGreaterThanOrEqual(16 * mib)
  })

  it('is not on a GPU that is not there', () => {
    expect(partFor({ device: 'cpu' }).onGpuBytes).toBe(0)
  })

  it('may be as far off as its parts are', () => {
    const { band } = partFor({ contextTokens: 4_096 })
    const alone = estimateOf(draft.model, { contextTokens: 4_096 }).need
    expect(band).toEqual(partOf(alone, 'compute').band)
  })
})

describe('a model by itself', () => {
  it('has neither', () => {
    const names = estimateOf(model).need.parts.map(({ name }) => name)
    expect(names).toEqual(['weights', 'kv', 'recurrent', 'compute', 'output', 'overhead'])
  })
})
