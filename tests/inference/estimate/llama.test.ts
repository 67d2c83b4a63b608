import { describe, expect, test } from 'vitest'
import { buildOfDay } from '../../../src/main/inference/estimate/engine-build.ts'
import { needBytesOf } from '../../../src/main/inference/estimate/need.ts'
import type { LlamaEstimate } from '../../../src/main/inference/estimate/llama.ts'
import type { LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { tensorWeights } from '../../../src/main/inference/estimate/tensor-weights.ts'
import { deepSeek14b } from './deepseek-14b.ts'
import { estimateOf, laidOut, mib, partOf } from './core-model.ts'
import { headerOf } from './header-of.ts'

// The worked examples of memory-estimate.md §6, each of a recorded log.

const bytesByPart = ({ need, compute }: LlamaEstimate): Readonly<Record<string, number>> => ({
  kv: partOf(need, 'kv').bytes,
  recurrent: partOf(need, 'recurrent').bytes,
  device: compute.device.bytes,
  host: compute.hostBytes,
  output: partOf(need, 'output').bytes,
})

test('A: a dense model of 14B at 4,096 tokens, without flash attention (e024)', () => {
  const { model, tensors } = deepSeek14b()
  const estimate = estimateOf(
    model,
    { program: 'server', build: 4_840, contextTokens: 4_096 },
    { weights: tensorWeights(tensors, model) },
  )
  expect(bytesByPart(estimate)).toEqual({
    kv: 805_306_368,
    recurrent: 0,
    device: 385_880_064, // printed: 368.00 MiB
    host: 18_880_512, // 18.01
    output: 606_660,
  })
  const weights = partOf(estimate.need, 'weights')
  expect(weights).toMatchObject({ bytes: 10_499_825_576, onGpuBytes: 9_965_964_776 })
  expect(Math.floor(needBytesOf(estimate.need) / mib)).toBe(10_640)
})

test('B: a hybrid of experts, four sequences of 512 tokens (e072)', () => {
  const model = headerOf('qwen35moe', {
    block_count: 40,
    embedding_length: 2_048,
    vocab_size: 248_320,
    'attention.head_count': 16,
    'attention.head_count_kv': 2,
    'attention.key_length': 256,
    'attention.value_length': 256,
    expert_count: 256,
    expert_used_count: 8,
    expert_feed_forward_length: 512,
    'ssm.conv_kernel': 4,
    'ssm.inner_size': 4_096,
    'ssm.state_size': 128,
    'ssm.group_count': 16,
    'ssm.time_step_rank': 32,
  })
  const tensors = laidOut([
    { name: 'output.weight', bytes: 1 },
    { name: 'token_embd.weight', bytes: (248_320 * 2_048 * 34) / 32 },
    { name: 'blk.0.ffn_up_exps.weight', bytes: Math.round(34_667.79 * mib) },
  ])
  const build = buildOfDay(Date.parse('2026-03-15'))
  const estimate = estimateOf(
    model,
    { build, contextTokens: 2_048, parallel: 4, isKvUnified: false },
    { weights: tensorWeights(tensors, model) },
  )
  expect(bytesByPart(estimate)).toEqual({
    kv: 40 * mib,
    recurrent: 263_454_720,
    device: 516_947_968,
    host: 9_451_520, // printed: 9.02 MiB
    output: 4 * 4 * 248_320,
  })
  // llama.cpp's own word: projected to use 35452 MiB
  expect(Math.floor(needBytesOf(estimate.need) / mib)).toBe(35_452)
})

describe('C: a sliding window, gpt-oss-20b', () => {
  const model = headerOf('gpt-oss', {
    block_count: 24,
    embedding_length: 2_880,
    vocab_size: 201_088,
    'attention.head_count': 64,
    'attention.head_count_kv': 8,
    'attention.key_length': 64,
    'attention.value_length': 64,
    'attention.sliding_window': 128,
    expert_count: 32,
    expert_used_count: 4,
    expert_feed_forward_length: 2_880,
  })
  const build = buildOfDay(Date.parse('2025-12-01'))

  test('at 131,072 tokens and a micro-batch of 2,048 computes in what was printed, or 12 % more (e002)', () => {
    const run = { build, contextTokens: 131_072, ubatchTokens: 2_048 }
    const estimate = estimateOf(model, run)
    expect(estimate.caches.map(({ bytes }) => bytes)).toEqual([3_221_225_472, 56_623_104])
    expect(estimate.compute.device.bytes / (1_672.08 * mib)).toBeGreaterThan(0.99)
    expect(estimate.compute.device.bytes / (1_672.08 * mib)).toBeLessThan(1.12)
    expect(estimate.compute.hostBytes / (1_064.59 * mib)).toBeGreaterThan(0.99)
    expect(estimate.compute.hostBytes / (1_064.59 * mib)).toBeLessThan(1.12)
    expect(partOf(estimate.need, 'output').bytes).toBe(4 * 201_088)
  })

  test('at 4,096 tokens is to the byte: the logits are the most (e003)', () => {
    const { compute } = estimateOf(model, { build, contextTokens: 4_096 })
    expect(compute.device.bytes).toBe(423_624_704)
    expect(compute.device.phases[0]?.name).toBe('logits')
  })
})

describe('D: Llama-3.1-8B without flash attention', () => {
  const model = headerOf('llama', {
    block_count: 32,
    embedding_length: 4_096,
    feed_forward_length: 14_336,
    vocab_size: 128_256,
    'attention.head_count': 32,
    'attention.head_count_kv': 8,
  })
  const build = buildOfDay(Date.parse('2024-07-25'))

  test('at 31,072 tokens ran on a Mac with 32 GB (e028)', () => {
    expect(bytesByPart(estimateOf(model, { build, contextTokens: 31_072 }))).toEqual({
      kv: 4_072_669_184,
      recurrent: 0,
      device: 2_133_528_576, // printed: 2034.69 MiB
      host: 72_030_208, // 68.69
      output: 4 * 128_256,
    })
  })

  test('at 131,072 tokens takes 39 GiB, which no such Mac has (e027)', () => {
    const weights = {
      kind: 'printed',
      bytes: 15 * 2 ** 30,
      precisionBytes: 0,
      tableBytes: 0,
    } as const
    const estimate = estimateOf(model, { build, contextTokens: 131_072 }, { weights })
    expect(partOf(estimate.need, 'kv').bytes).toBe(16_384 * mib)
    expect((estimate.compute.device.bytes / mib).toFixed(2)).toBe('8480.00')
    expect(Math.floor(needBytesOf(estimate.need) / 2 ** 30)).toBe(39)
  })
})

describe('E: Qwen3.5-9B at 262,144 tokens, q8_0', () => {
  const model = headerOf('qwen35', {
    block_count: 32,
    embedding_length: 4_096,
    feed_forward_length: 12_288,
    vocab_size: 248_320,
    'attention.head_count': 16,
    'attention.head_count_kv': 4,
    'attention.key_length': 256,
    'attention.value_length': 256,
    'ssm.conv_kernel': 4,
    'ssm.inner_size': 4_096,
    'ssm.state_size': 128,
    'ssm.group_count': 16,
    'ssm.time_step_rank': 32,
  })
  const run: Partial<LlamaRun> = {
    program: 'server',
    parallel: 1,
    contextTokens: 262_144,
    batchTokens: 512,
    keyType: 'q8_0',
    valueType: 'q8_0',
  }

  test('computes in 832 MiB with b8999 (e006)', () => {
    expect(bytesByPart(estimateOf(model, { ...run, build: 8_999 }))).toEqual({
      kv: 4_563_402_752,
      recurrent: 52_690_944,
      device: 832 * mib,
      host: 553_940_992, // printed: 528.29 MiB
      output: 4 * 248_320,
    })
  })

  test("has an F16 mask and Metal's copy of one layer since August 2026", () => {
    const { compute } = estimateOf(model, { ...run, build: buildOfDay(Date.parse('2026-08-22')) })
    expect(compute.flashCopyBytes).toBe(2 * 262_144 * 2_048)
    expect(Math.abs(compute.device.bytes / (1_344 * mib) - 1)).toBeLessThan(0.01)
  })
})
