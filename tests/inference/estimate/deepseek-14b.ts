import type { Hyperparameters } from '../../../src/main/inference/estimate/hyperparameters.ts'
import type { Tensor } from '../../../src/main/inference/models/model-header.ts'
import { laidOut } from './core-model.ts'
import { headerOf } from './header-of.ts'

const layerCount = 48
const width = 5_120
const kvWidth = 1_024
const feedForward = 13_824
const vocabularySize = 151_665

const q5 = { type: 'q5_K', perBlock: 176 }
const q6 = { type: 'q6_K', perBlock: 210 }
const blockElements = 256

const matrix = (name: string, row: number, rows: number, { type, perBlock }: typeof q5) => ({
  name,
  dimensions: [row, rows],
  type,
  bytes: (row / blockElements) * rows * perBlock,
})
const vector = (name: string, elements: number) => ({
  name,
  dimensions: [elements],
  type: 'f32',
  bytes: 4 * elements,
})

/** Of every second layer V and what leaves the feed-forward have more bits. */
function layer(index: number) {
  const better = index % 2 === 0 ? q6 : q5
  const at = (name: string): string => `blk.${index}.${name}`
  return [
    vector(at('attn_norm.weight'), width),
    matrix(at('attn_q.weight'), width, width, q5),
    vector(at('attn_q.bias'), width),
    matrix(at('attn_k.weight'), width, kvWidth, q5),
    vector(at('attn_k.bias'), kvWidth),
    matrix(at('attn_v.weight'), width, kvWidth, better),
    vector(at('attn_v.bias'), kvWidth),
    matrix(at('attn_output.weight'), width, width, q5),
    vector(at('ffn_norm.weight'), width),
    matrix(at('ffn_gate.weight'), width, feedForward, q5),
    matrix(at('ffn_up.weight'), width, feedForward, q5),
    matrix(at('ffn_down.weight'), feedForward, width, better),
  ]
}

/** DeepSeek-R1-Distill-Qwen-14B as Q5_K_M: 241 tensors of f32, 289 of q5_K, 49 of q6_K (e024). */
export function deepSeek14b(): {
  readonly model: Hyperparameters
  readonly tensors: readonly Tensor[]
} {
  const tensors = laidOut([
    matrix('output.weight', width, vocabularySize, q6),
    matrix('token_embd.weight', width, vocabularySize, q5),
    ...Array.from({ length: layerCount }, (_, index) => layer(index)).flat(),
    vector('output_norm.weight', width),
  ])
  const model = headerOf('qwen2', {
    block_count: layerCount,
    embedding_length: width,
    feed_forward_length: feedForward,
    vocab_size: vocabularySize,
    'attention.head_count': 40,
    'attention.head_count_kv': 8,
  })
  return { model, tensors }
}
