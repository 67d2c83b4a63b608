import { expect, test } from 'vitest'
import { estimateCompute } from '../../../../src/main/inference/estimate/compute.ts'
import { estimateLlama } from '../../../../src/main/inference/estimate/llama.ts'
import { defaultRun } from '../../../../src/main/inference/estimate/run.ts'
import { smallModel } from '../../../eval/llama/made-up.ts'
import { headerOfMeta, knownModel } from '../../../eval/llama/model-file.ts'

/** Llama-3.1-8B's widths, in three layers: what a graph takes at its peak does not grow with their number. */
const wide = {
  ...smallModel,
  metadata: {
    ...smallModel.metadata,
    'llama.block_count': 3,
    'llama.embedding_length': 4096,
    'llama.feed_forward_length': 14_336,
    'llama.attention.head_count': 32,
    'llama.attention.head_count_kv': 8,
    'llama.context_length': 131_072,
  },
  tensors_name_shape_type_bytes: [['token_embd.weight', [4096, 128_256], 'q4_K', 295_501_824]],
}
const { model, loaded } = knownModel(headerOfMeta(wide, 'made up'))
const asked = { ...defaultRun, build: 10_470, device: 'cpu', parallel: 1 } as const

const computeMib = (contextTokens: number, further: Partial<typeof defaultRun> = {}): number => {
  const { caches, run } = estimateLlama(loaded, { ...asked, contextTokens, ...further })
  return estimateCompute(model, caches, run).device.bytes / 2 ** 20
}

test.each([
  // as llama.cpp b10470 printed it of the full model
  [4_096, {}, 120.01],
  [131_072, {}, 244.01],
  [4_096, { keyType: 'q8_0', valueType: 'q8_0' }, 112.09],
  [16_384, { flashAttention: 'off' }, 1_100.01],
  [32_768, { ubatchTokens: 256 }, 74.01],
  [4_096, { program: 'library' }, 266.5],
] as const)('a dense graph on a CPU of %i tokens with %j takes %d MiB', (context, further, mib) => {
  expect(computeMib(context, further) / mib).toBeCloseTo(1, 2)
})
