import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LlamaEstimate } from '../../../src/main/inference/estimate/llama.ts'
import { longestContext } from '../../../src/main/inference/estimate/longest-context.ts'
import { needBytesOf, needRamBytesOf } from '../../../src/main/inference/estimate/need.ts'
import type { LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { estimateOf } from './core-model.ts'
import { headerOf } from './header-of.ts'

const architectures = {
  llama: {},
  gemma3: { 'attention.sliding_window': 1_024 },
  'gpt-oss': { 'attention.sliding_window': 128, expert_count: 8, expert_used_count: 2 },
  llama4: {},
  qwen35: {
    'ssm.conv_kernel': 4,
    'ssm.inner_size': 512,
    'ssm.state_size': 64,
    'ssm.group_count': 4,
  },
  deepseek2: { 'attention.key_length_mla': 192, 'attention.head_count_kv': 1 },
  deepseek32: { 'attention.indexer.key_length': 128, 'attention.head_count_kv': 1 },
  'falcon-h1': { 'ssm.conv_kernel': 4, 'ssm.inner_size': 256, 'ssm.state_size': 64 },
  'of-tomorrow': {},
} as const
const names = Object.keys(architectures)

const anyModel = fc
  .record({
    name: fc.constantFrom(...names),
    layers: fc.integer({ min: 1, max: 12 }),
    heads: fc.constantFrom(4, 8, 32),
    kvHeads: fc.constantFrom(1, 2, 4),
    headLength: fc.constantFrom(64, 100, 128, 256),
    vocabulary: fc.constantFrom(1_000, 32_000, 262_144),
  })
  .map(({ name, layers, heads, kvHeads, headLength, vocabulary }) =>
    headerOf(name, {
      block_count: layers,
      context_length: 131_072,
      embedding_length: heads * 64,
      feed_forward_length: heads * 256,
      vocab_size: vocabulary,
      'attention.head_count': heads,
      'attention.head_count_kv': kvHeads,
      'attention.key_length': headLength,
      'attention.value_length': headLength,
      ...Object.entries(architectures).find(([known]) => known === name)?.[1],
    }),
  )

const anyRun: fc.Arbitrary<Partial<LlamaRun>> = fc.record({
  program: fc.constantFrom('server', 'library'),
  device: fc.constantFrom('metal', 'cuda', 'cpu'),
  build: fc.constantFrom(null, 4_840, 6_700, 8_999, 9_430),
  parallel: fc.constantFrom(null, 1, 3, 8),
  isKvUnified: fc.constantFrom(null, true, false),
  ubatchTokens: fc.constantFrom(null, 128, 2_048),
  flashAttention: fc.constantFrom('auto', 'off', 'on'),
  keyType: fc.constantFrom('f16', 'q8_0', 'q4_0'),
  isSlidingFull: fc.boolean(),
})

type Sum = (need: LlamaEstimate['need']) => number

/** As fit asks for it: all streams together, whole steps of each. */
function check(model: ReturnType<typeof headerOf>, run: Partial<LlamaRun>, at: number, sum: Sum) {
  let looks = 0
  const bytesAt = (contextTokens: number): number => {
    looks += 1
    return sum(estimateOf(model, { ...run, contextTokens }).need)
  }
  const { streamCount } = estimateOf(model, run).run
  const stepTokens = 256 * streamCount
  const mostTokens = 131_072 * streamCount
  const roomBytes = Math.round(bytesAt(stepTokens) * (1 - at) + bytesAt(mostTokens) * at) - 1
  looks = 0
  const longest = longestContext((tokens) => bytesAt(tokens) - roomBytes, {
    stepTokens,
    mostTokens,
  })
  expect(looks).toBeLessThan(60)
  if (longest !== null) expect(bytesAt(longest)).toBeLessThanOrEqual(roomBytes)
  const next = (longest ?? 0) + stepTokens
  if (next <= mostTokens) expect(bytesAt(next)).toBeGreaterThan(roomBytes)
}

/** Rooms between what the shortest and what the longest context takes, and just outside. */
const anyRoom = fc.double({ min: -0.01, max: 1.01, noNaN: true })

describe('the longest context of a model that fits', () => {
  it('on the GPU fits, and one step more does not', () => {
    fc.assert(
      fc.property(anyModel, anyRun, anyRoom, (model, run, at) => {
        check(model, run, at, needBytesOf)
      }),
      { numRuns: 300 },
    )
  })

  it('in RAM as well', () => {
    fc.assert(
      fc.property(anyModel, anyRun, anyRoom, (model, run, at) => {
        check(model, run, at, needRamBytesOf)
      }),
      { numRuns: 300 },
    )
  })
})
