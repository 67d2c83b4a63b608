import { describe, expect, it } from 'vitest'
import { sinceBuild } from '../../../src/main/inference/estimate/engine-build.ts'
import type { LlamaRun, ResolvedRun } from '../../../src/main/inference/estimate/run.ts'
import { estimateOf } from './core-model.ts'
import { headerOf } from './header-of.ts'

const ofHeads = (length: number) =>
  headerOf('llama', {
    block_count: 1,
    'attention.key_length': length,
    'attention.value_length': length,
  })
const resolved = (run: Partial<LlamaRun>, model = ofHeads(128)): ResolvedRun =>
  estimateOf(model, run).run
const flash = ({ hasFlashAttention, flashRefusal }: ResolvedRun) => [
  hasFlashAttention,
  flashRefusal,
]

describe('flash attention by itself (§2.1)', () => {
  it.each([32, 40, 48, 64, 72, 80, 96, 112, 128, 192, 256, 320, 512, 576])(
    'comes on for heads of %i on Metal',
    (length) => {
      expect(flash(resolved({}, ofHeads(length)))).toEqual([true, null])
    },
  )

  it.each([16, 60, 100, 160, 288])('stays off for heads of %i on Metal', (length) => {
    expect(flash(resolved({}, ofHeads(length)))).toEqual([
      false,
      `Metal has none for heads of ${length}`,
    ])
  })

  it('stays off where the heads of sliding layers are of no such length', () => {
    const keys = { block_count: 1, 'attention.key_length': 128, 'attention.key_length_swa': 100 }
    expect(flash(resolved({}, headerOf('gemma4', keys)))).toEqual([
      false,
      'Metal has none for heads of 100',
    ])
  })

  it('stays off for K and V of two types on Metal', () => {
    expect(flash(resolved({ keyType: 'q8_0' }))).toEqual([
      false,
      'Metal has none for K and V of two types',
    ])
  })

  it.each(['f32', 'f16', 'bf16', 'q8_0', 'q4_0', 'q4_1', 'q5_0', 'q5_1'])(
    'comes on for %s on Metal',
    (type) => {
      expect(resolved({ keyType: type, valueType: type }).hasFlashAttention).toBe(true)
    },
  )

  it('stays off for iq4_nl on Metal, which has no kernel for it', () => {
    expect(flash(resolved({ keyType: 'iq4_nl', valueType: 'iq4_nl' }))).toEqual([
      false,
      'Metal has none for iq4_nl',
    ])
  })

  it.each(['cuda', 'vulkan', 'cpu'] as const)('comes on on %s, whatever the heads', (device) => {
    expect(flash(resolved({ device, keyType: 'q8_0' }, ofHeads(100)))).toEqual([true, null])
  })

  it('is of builds since #15434', () => {
    expect(resolved({ build: sinceBuild.flashAuto }).hasFlashAttention).toBe(true)
    const before = resolved({ build: sinceBuild.flashAuto - 1 })
    expect(before.hasFlashAttention).toBe(false)
    expect(before.flashRefusal).toMatch(/^builds before b\d+ do not choose it themselves$/)
  })
})

describe('flash attention that is asked for', () => {
  it('is on, or off, and nothing has refused it', () => {
    expect(flash(resolved({ flashAttention: 'on' }, ofHeads(100)))).toEqual([true, null])
    expect(flash(resolved({ flashAttention: 'off' }))).toEqual([false, null])
  })
})

describe('what a reader is told', () => {
  const remarksOf = (run: Partial<LlamaRun>, model = ofHeads(128)): readonly string[] =>
    estimateOf(model, run).need.remarks

  it('is why flash attention stays off', () => {
    expect(remarksOf({}, ofHeads(100))).toEqual([
      'Flash attention stays off (Metal has none for heads of 100), which takes far more for computing.',
    ])
    expect(remarksOf({})).toEqual([])
  })

  it('is that a quantised V does not start without it', () => {
    const refusal = 'A quantised V needs flash attention: llama.cpp refuses to start like this.'
    expect(remarksOf({ flashAttention: 'off', valueType: 'q8_0' })).toEqual([refusal])
    expect(remarksOf({ flashAttention: 'off', keyType: 'q8_0' })).toEqual([])
    expect(remarksOf({ flashAttention: 'off', valueType: 'bf16' })).toEqual([])
    expect(remarksOf({ flashAttention: 'on', valueType: 'q8_0' })).toEqual([])
  })
})

describe('logits that are reserved (§3.5)', () => {
  const outputsOf = (run: Partial<LlamaRun>): number => resolved(run).outputTokens
  const served = { program: 'server', contextTokens: 4_096 } as const

  it('are those that the slots of a llama-server can ask for, since #23861', () => {
    expect(outputsOf({ ...served, build: sinceBuild.limitedOutputs })).toBe(4)
    expect(outputsOf({ ...served, build: sinceBuild.limitedOutputs - 1 })).toBe(512)
    expect(outputsOf({ ...served, parallel: 7 })).toBe(7)
  })

  it('are one more for each drafted token', () => {
    expect(outputsOf({ ...served, draftTokens: 3 })).toBe(16)
  })

  it('are never more than a micro-batch has', () => {
    expect(outputsOf({ ...served, parallel: 64, draftTokens: 16 })).toBe(512)
  })

  it('are all of a micro-batch with embeddings, and in any other program', () => {
    expect(outputsOf({ ...served, hasEmbeddings: true })).toBe(512)
    expect(outputsOf({ contextTokens: 4_096 })).toBe(512)
  })

  it('are all of a micro-batch of an encoder, and of a model that pools its tokens', () => {
    const outputsWith = (architecture: string, pooling_type: number) =>
      resolved(served, headerOf(architecture, { block_count: 1, pooling_type })).outputTokens
    for (const pooling of [1, 2, 3, 4]) expect(outputsWith('qwen3', pooling)).toBe(512)
    expect(outputsWith('bert', 0)).toBe(512)
    expect(outputsWith('qwen3', 0)).toBe(4)
  })
})
