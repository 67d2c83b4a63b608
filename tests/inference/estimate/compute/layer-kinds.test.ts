import { expect, test } from 'vitest'
import { estimateOf, mib } from '../core-model.ts'
import { headerOf } from '../header-of.ts'

/** A run of 1,024 tokens at once on a CPU, 8,192 in all, without flash attention; all logits. */
const run = {
  device: 'cpu',
  build: 10_470,
  contextTokens: 8_192,
  batchTokens: 1_024,
  ubatchTokens: 1_024,
  flashAttention: 'off',
} as const

const ssm = {
  'ssm.conv_kernel': 4,
  'ssm.inner_size': 1_024,
  'ssm.state_size': 128,
}

// as the llama.cpp of node-llama-cpp 3.22.1 printed it of files with these headers, and random weights
test.each([
  [
    'qwen35',
    {
      block_count: 9,
      embedding_length: 640,
      feed_forward_length: 1_888,
      vocab_size: 9_001,
      'attention.head_count': 6,
      'attention.head_count_kv': 3,
      'attention.key_length': 128,
      'attention.value_length': 128,
      full_attention_interval: 4,
      ...ssm,
      'ssm.time_step_rank': 8,
      'ssm.group_count': 4,
    },
    243.53,
  ],
  [
    'mamba2',
    {
      block_count: 5,
      embedding_length: 640,
      feed_forward_length: 0,
      vocab_size: 3_001,
      'attention.head_count': 0,
      'attention.head_count_kv': 0,
      ...ssm,
      'ssm.time_step_rank': 16,
      'ssm.group_count': 1,
    },
    30.6,
  ],
] as const)('a graph of %s', (architecture, header, printedMib) => {
  const { compute } = estimateOf(headerOf(architecture, header), run)
  expect(compute.device.bytes / mib / printedMib).toBeCloseTo(1, 2)
})
