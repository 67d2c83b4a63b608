import { describe, expect, it } from 'vitest'
import { newestBuild, sinceBuild } from '../../../src/main/inference/estimate/engine-build.ts'
import type { LlamaRun, ResolvedRun } from '../../../src/main/inference/estimate/run.ts'
import { estimateOf } from './core-model.ts'
import { headerOf } from './header-of.ts'

const small = { block_count: 1, context_length: 40_960, 'attention.key_length': 128 }
const model = headerOf('llama', small)
const resolved = (run: Partial<LlamaRun>, of = model): ResolvedRun => estimateOf(of, run).run
const served = (run: Partial<LlamaRun>): ResolvedRun => resolved({ program: 'server', ...run })
const slots = ({ sequenceCount, isKvUnified, streamCount }: ResolvedRun) => [
  sequenceCount,
  isKvUnified,
  streamCount,
]

describe('slots', () => {
  it('are four of one unified cache in a llama-server of today, one in anything else (§2.1)', () => {
    expect(slots(served({}))).toEqual([4, true, 1])
    expect(slots(resolved({}))).toEqual([1, false, 1])
  })

  it('were one in a llama-server of before', () => {
    expect(slots(served({ build: sinceBuild.fourSlots - 1 }))).toEqual([1, false, 1])
    expect(slots(served({ build: sinceBuild.fourSlots }))).toEqual([4, true, 1])
  })

  it('were four for -np 1 as well, for a while, unless the cache was asked to be unified', () => {
    const one = { parallel: 1 }
    expect(slots(served({ ...one, build: sinceBuild.fourSlots - 1 }))).toEqual([1, false, 1])
    expect(slots(served({ ...one, build: sinceBuild.fourSlots }))).toEqual([4, true, 1])
    expect(slots(served({ ...one, build: sinceBuild.oneSlotIsOne - 1 }))).toEqual([4, true, 1])
    expect(slots(served({ ...one, build: sinceBuild.oneSlotIsOne }))).toEqual([1, false, 1])
    const unified = { ...one, isKvUnified: true, build: sinceBuild.fourSlots }
    expect(slots(served(unified))).toEqual([1, true, 1])
  })

  it('that are asked for have a stream each, unless they are unified', () => {
    expect(slots(served({ parallel: 3 }))).toEqual([3, false, 3])
    expect(slots(served({ parallel: 3, isKvUnified: true }))).toEqual([3, true, 1])
    expect(slots(served({ isKvUnified: false }))).toEqual([4, false, 4])
  })

  it('are never fewer than one', () => {
    expect(slots(resolved({ parallel: 0 }))).toEqual([1, false, 1])
  })
})

describe('the context', () => {
  it('is what the model was trained for where none is asked for', () => {
    expect(resolved({}).contextTokens).toBe(40_960)
  })

  it('is some where nobody says how long', () => {
    const nameless = headerOf('llama', { block_count: 1 })
    expect(resolved({}, nameless).contextTokens).toBeGreaterThan(0)
  })

  it('is one step at least', () => {
    expect(resolved({ contextTokens: 1 }).contextTokens).toBe(256)
  })
})

describe('the build', () => {
  it('is the newest that we know where none is told', () => {
    expect(resolved({}).build).toBe(newestBuild)
    expect(resolved({ build: 4_840 }).build).toBe(4_840)
  })
})

describe('batches (§2.1)', () => {
  it.each([
    ['512 of 2,048 where nothing is said', {}, 512],
    ['as long as the context at most', { contextTokens: 256 }, 256],
    ['as long as the batch at most', { batchTokens: 128 }, 128],
    ['as long as asked for', { ubatchTokens: 1_024 }, 1_024],
    ['cut to the usual batch', { ubatchTokens: 4_096 }, 2_048],
    ['longer with a longer batch', { ubatchTokens: 4_096, batchTokens: 8_192 }, 4_096],
  ])('are %s', (_, run, ubatchTokens) => {
    expect(resolved(run).ubatchTokens).toBe(ubatchTokens)
  })

  it('are cut to a context before that is rounded up, but for encoders', () => {
    expect(resolved({ contextTokens: 100 })).toMatchObject({
      contextTokens: 256,
      ubatchTokens: 100,
    })
    const encoder = headerOf('bert', { block_count: 1 })
    expect(resolved({ contextTokens: 100 }, encoder).ubatchTokens).toBe(256)
  })
})
