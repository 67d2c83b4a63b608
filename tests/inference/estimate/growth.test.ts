import { describe, expect, it } from 'vitest'
import { sinceBuild } from '../../../src/main/inference/estimate/engine-build.ts'
import type { LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { estimateOf, mib } from './core-model.ts'
import { headerOf } from './header-of.ts'

const plain = headerOf('llama', { block_count: 2 })
const hybrid = headerOf('qwen35', {
  block_count: 4,
  'ssm.conv_kernel': 4,
  'ssm.inner_size': 1_024,
  'ssm.state_size': 128,
  'ssm.group_count': 8,
})
const promptCache = 8_192 * mib
const growthOf = (model: typeof plain, run: Partial<LlamaRun>) =>
  estimateOf(model, { program: 'server', ...run }).need.growth

describe('what llama-server may take beyond its need (§3.7)', () => {
  it('is its prompt cache', () => {
    expect(growthOf(plain, { contextTokens: 65_536 })).toEqual({
      bytes: promptCache,
      what: "llama-server's prompt cache (--cache-ram)",
    })
  })

  it('is nothing in another program, in older builds, and of what keeps nothing of a prompt', () => {
    expect(growthOf(plain, { program: 'library' })).toBeNull()
    expect(growthOf(plain, { build: sinceBuild.promptCache - 1 })).toBeNull()
    expect(growthOf(plain, { build: sinceBuild.promptCache })?.bytes).toBe(promptCache)
    expect(growthOf(headerOf('bert', { block_count: 2 }), {})).toBeNull()
    expect(growthOf(headerOf('mamba', { block_count: 2, 'ssm.inner_size': 8 }), {})).toBeNull()
  })

  it('is as much as is asked for, nothing, or without a limit', () => {
    expect(growthOf(plain, { promptCacheBytes: 512 * mib })?.bytes).toBe(512 * mib)
    expect(growthOf(plain, { promptCacheBytes: 0 })).toBeNull()
    const run = { parallel: 1, contextTokens: 8_192 }
    expect(growthOf(hybrid, { ...run, promptCacheBytes: 0 })).toEqual({
      bytes: 3 * (3 * 3_072 + 131_072) * 4,
      what: "llama-server's checkpoints of its context",
    })
    expect(growthOf(hybrid, { ...run, promptCacheBytes: Number.POSITIVE_INFINITY })).toEqual({
      bytes: null,
      what: "llama-server's prompt cache (--cache-ram -1: without a limit) and checkpoints of its context",
    })
  })
})

describe('checkpoints of a context (§3.7)', () => {
  it('are one of what is recurrent for every 8,192 tokens', () => {
    // three layers of 3·(1024 + 2·8·128) + 128·1024 floats
    const state = 3 * (3 * 3_072 + 131_072) * 4
    expect(growthOf(hybrid, { parallel: 1, contextTokens: 65_536 })).toEqual({
      bytes: promptCache + 8 * state,
      what: "llama-server's prompt cache (--cache-ram) and checkpoints of its context",
    })
    expect(growthOf(hybrid, { parallel: 1, contextTokens: 8_191 })?.bytes).toBe(promptCache + state)
    expect(growthOf(hybrid, { parallel: 1, contextTokens: 7_000 })?.bytes).toBe(promptCache)
  })

  it('are never more than 32 of each slot', () => {
    const state = 3 * (3 * 3_072 + 131_072) * 4
    const bytesWith = (parallel: number) =>
      growthOf(hybrid, { parallel, isKvUnified: true, contextTokens: 1_048_576 })?.bytes
    expect(bytesWith(1)).toBe(promptCache + 32 * state)
    expect(bytesWith(2)).toBe(promptCache + 64 * state)
  })

  it('are of one state, by how many copies a draft may be taken back', () => {
    const run = { parallel: 1, contextTokens: 65_536 }
    expect(growthOf(hybrid, { ...run, draftTokens: 3 })).toEqual(growthOf(hybrid, run))
  })

  it('are of the window of each slot where layers slide', () => {
    const model = headerOf('gpt-oss', {
      block_count: 2,
      'attention.key_length': 64,
      'attention.value_length': 64,
      'attention.head_count_kv': 8,
      'attention.sliding_window': 128,
    })
    // one layer of pad(128 + 512, 256) cells of 512 + 512 elements
    const window = 768 * 1_024 * 2
    expect(growthOf(model, { parallel: 1, contextTokens: 16_384 })?.bytes).toBe(
      promptCache + 2 * window,
    )
  })
})
