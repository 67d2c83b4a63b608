import { describe, expect, it } from 'vitest'
import { sinceBuild } from '../../../src/main/inference/estimate/engine-build.ts'
import type { LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { estimateOf, mib, partOf } from './core-model.ts'
import { headerOf } from './header-of.ts'

/** Llama-3.1-8B. */
const llama8b = headerOf('llama', {
  block_count: 32,
  embedding_length: 4_096,
  feed_forward_length: 14_336,
  vocab_size: 128_256,
  'attention.head_count': 32,
  'attention.head_count_kv': 8,
})
const long: Partial<LlamaRun> = { program: 'server', parallel: 1, contextTokens: 131_072 }
const deviceBytesOf = (run: Partial<LlamaRun>, model = llama8b): number =>
  estimateOf(model, run).compute.device.bytes

describe('computing on Metal', () => {
  it('is to the byte where the logits are the most (e034: Qwen2.5-0.5B at 512 tokens)', () => {
    const model = headerOf('qwen2', {
      block_count: 24,
      embedding_length: 896,
      feed_forward_length: 4_864,
      vocab_size: 151_936,
      'attention.head_count': 14,
      'attention.head_count_kv': 2,
    })
    // printed: 300.25
    const build = sinceBuild.f16Masks - 1
    expect(deviceBytesOf({ contextTokens: 512, build }, model)).toBe(314_834_944)
  })

  it('of 131,072 tokens is 448 MiB with flash attention, and 192 with masks of F16 (§3.3)', () => {
    const before = { ...long, flashAttention: 'on', build: sinceBuild.f16Masks - 1 } as const
    expect(deviceBytesOf(before)).toBe(448 * mib)
    expect(deviceBytesOf({ ...before, build: sinceBuild.metalFlashCopy - 1 })).toBe(192 * mib)
  })

  it('is about 4·heads / 6 times as much without flash attention (§3.3)', () => {
    expect(deviceBytesOf({ ...long, flashAttention: 'off' })).toBe(8_480 * mib)
  })
})

describe("Metal's copy of one layer's K and V (§3.4)", () => {
  const copyOf = (run: Partial<LlamaRun>): number =>
    estimateOf(llama8b, { ...long, ...run }).compute.flashCopyBytes

  it('is 512 MiB for eight heads of 128 at 131,072 cells, whatever the type of the cache', () => {
    expect(copyOf({})).toBe(512 * mib)
    expect(copyOf({ keyType: 'q8_0', valueType: 'q8_0' })).toBe(512 * mib)
  })

  it('is of all streams', () => {
    expect(copyOf({ parallel: 4, isKvUnified: false })).toBe(512 * mib)
  })

  it.each([
    ['before #27390', { build: sinceBuild.metalFlashCopy - 1 }],
    ['without flash attention', { flashAttention: 'off' }],
    ['on other devices', { device: 'cuda' }],
  ] as const)('is not there %s', (_, run) => {
    expect(copyOf(run)).toBe(0)
  })

  it('is of K alone where V is a part of it', () => {
    const model = headerOf('deepseek2', {
      block_count: 2,
      'attention.head_count': 128,
      'attention.head_count_kv': 1,
      'attention.key_length': 576,
      'attention.value_length': 512,
      'attention.key_length_mla': 192,
    })
    expect(estimateOf(model, { contextTokens: 4_096 }).compute.flashCopyBytes).toBe(2 * 4_096 * 576)
  })
})

describe('the part of the need', () => {
  const partFor = (run: Partial<LlamaRun>) =>
    partOf(estimateOf(llama8b, { ...long, ...run }).need, 'compute')

  it('is on the GPU as far as it is the device, and on the host beside it', () => {
    const { compute, need } = estimateOf(llama8b, long)
    const { bytes, onGpuBytes, basis } = partOf(need, 'compute')
    expect(onGpuBytes).toBe(704 * mib)
    expect(bytes).toBe(704 * mib + compute.hostBytes)
    // masks of F16, and the embedded tokens (§3.2)
    expect(compute.hostBytes).toBe(131_072 * 512 * 2 + 4 * 512 * 4_096)
    expect(basis).toBe('approximate')
  })

  it('is on the GPU with the output, and not before', () => {
    expect(partFor({ gpuLayers: 1 }).onGpuBytes).toBe(704 * mib)
    expect(partFor({ gpuLayers: 0 }).onGpuBytes).toBe(0)
    expect(partFor({ device: 'cpu' }).onGpuBytes).toBe(0)
  })

  it('is from 1 % under to 12 % over where the build is known (§8)', () => {
    const { band } = partFor({ build: sinceBuild.metalFlashCopy })
    expect(band).toEqual({
      lessBytes: 704 * mib - Math.floor((704 * mib) / 1.12),
      moreBytes: Math.ceil((704 * mib) / 0.99) - 704 * mib,
    })
  })

  it('reaches from the least to the most of all builds where it is not known', () => {
    const { band } = partFor({ build: null })
    expect(704 * mib - (band?.lessBytes ?? 0)).toBeLessThanOrEqual((192 * mib) / 1.12)
    expect(band?.moreBytes).toBe(Math.ceil((704 * mib) / 0.99) - 704 * mib)
    const newest = partFor({ build: sinceBuild.metalFlashCopy })
    expect(band?.lessBytes).toBeGreaterThan(newest.band?.lessBytes ?? 0)
  })

  it('may take the logits of a whole micro-batch in an older build', () => {
    const short = { contextTokens: 512, build: null }
    const { band, onGpuBytes } = partFor(short)
    // 4·512·(128256 + 2·4096)
    expect(onGpuBytes + (band?.moreBytes ?? 0)).toBe(Math.ceil((4 * 512 * 136_448) / 0.99))
  })
})
