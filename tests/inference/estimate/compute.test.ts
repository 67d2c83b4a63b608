import { describe, expect, it } from 'vitest'
import { newestBuild, sinceBuild } from '../../../src/main/inference/estimate/engine-build.ts'
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

  it('of 131,072 tokens is mostly masks: 384 of 400 MiB in F32 and cast, 128 of 228 in F16', () => {
    const before = { ...long, flashAttention: 'on', build: sinceBuild.f16Masks - 1 } as const
    // 6·131072·512 of masks, and two tensors as wide as the embedding
    expect(deviceBytesOf(before)).toBe(400 * mib + 12_288)
    expect(deviceBytesOf({ ...before, build: sinceBuild.metalFlashCopy - 1 })).toBe(
      228 * mib + 10_272,
    )
  })

  it('is about 4·heads / 6 times as much without flash attention (§3.3)', () => {
    // 33·4·131072·512 of scores and their mask: 8448 MiB
    expect(deviceBytesOf({ ...long, flashAttention: 'off' })).toBe(8_468 * mib + 6_176)
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

/** The mask, Q and what is attended, scratch, and the copy of 512 MiB. */
const newestBytes = 715_614_240

const partFor = (run: Partial<LlamaRun>) =>
  partOf(estimateOf(llama8b, { ...long, ...run }).need, 'compute')

describe('the part of the need', () => {
  it('is on the GPU as far as it is the device, and on the host beside it', () => {
    const { compute, need } = estimateOf(llama8b, long)
    const { bytes, onGpuBytes, basis } = partOf(need, 'compute')
    expect(onGpuBytes).toBe(newestBytes)
    expect(bytes).toBe(newestBytes + compute.hostBytes)
    // a mask of F16, embedded tokens and room for embeddings from outside; tokens, positions, two lists of places, one token's number
    const lists = 4 * 512 + 4 * 512 + 2 * 8 * 512 + 32
    expect(compute.hostBytes).toBe(131_072 * 512 * 2 + 2 * 4 * 512 * 4_096 + lists)
    expect(basis).toBe('approximate')
  })

  it('is on the GPU with the output, and not before', () => {
    expect(partFor({ gpuLayers: 1 }).onGpuBytes).toBe(newestBytes)
    expect(partFor({ gpuLayers: 0 }).onGpuBytes).toBe(0)
    expect(partFor({ device: 'cpu' }).onGpuBytes).toBe(0)
  })
})

describe('the band of the part', () => {
  it('is from 2 % under to 4 % over where the build and the graph are known', () => {
    const { band } = partFor({ build: sinceBuild.metalFlashCopy })
    expect(band).toEqual({
      lessBytes: newestBytes - Math.floor(newestBytes / 1.04),
      moreBytes: Math.ceil(newestBytes / 0.98) - newestBytes,
    })
  })

  it('is wider for states beside attention, and widest where the graph is not known', () => {
    const widthOf = (architecture: string): number => {
      const model = headerOf(architecture, {
        block_count: 4,
        embedding_length: 512,
        feed_forward_length: 1_024,
        vocab_size: 4_096,
        'attention.head_count': 8,
        'attention.head_count_kv': 8,
        'shortconv.l_cache': 3,
      })
      const build = newestBuild
      const part = partOf(estimateOf(model, { build, contextTokens: 4_096 }).need, 'compute')
      return (part.band?.moreBytes ?? 0) / part.onGpuBytes
    }
    expect(widthOf('llama')).toBeCloseTo(1 / 0.98 - 1, 4)
    expect(widthOf('lfm2')).toBeCloseTo(1 / 0.94 - 1, 4)
    expect(widthOf('not-known')).toBeCloseTo(1 / 0.9 - 1, 4)
  })

  it('reaches from the least to the most of all builds where it is not known', () => {
    const { band } = partFor({ build: null })
    const leastBytes = 228 * mib + 10_272
    expect(newestBytes - (band?.lessBytes ?? 0)).toBeLessThanOrEqual(leastBytes / 1.04)
    const newest = partFor({ build: sinceBuild.metalFlashCopy })
    expect(band?.lessBytes).toBeGreaterThan(newest.band?.lessBytes ?? 0)
  })

  it('tells what lies in the buffer when it is the longest', () => {
    expect(partFor({ build: sinceBuild.metalFlashCopy }).formula).toMatch(
      /^mask 2·131072·512 \+ .* \+ 536870912 of Metal's copy for flash attention \+ 151007264 on the host$/,
    )
  })

  it('may take the logits of a whole micro-batch in an older build', () => {
    const short = { contextTokens: 512, build: null }
    const { band, onGpuBytes } = partFor(short)
    // 4·512·(128256 + 2·4096), or one of the two where it is drawn forward
    expect(onGpuBytes + (band?.moreBytes ?? 0)).toBeGreaterThanOrEqual(4 * 512 * 136_448)
  })
})
