import { attentionSettings, headWidths } from './attention-kinds.ts'
import {
  attention,
  counts,
  each,
  ends,
  expertCounts,
  experts,
  feedForward,
  matrix,
  ones,
  type ExpertSizes,
  type TinyModel,
  type TinyTensor,
} from './tensors.ts'

/** Every second layer slides; experts of four bits; sinks. */
export function gptOss(vocabularySize: number): TinyModel {
  const shape = {
    layers: 4,
    width: 256,
    heads: 8,
    kvHeads: 2,
    headWidth: 64,
    feedForward: 256,
    trainTokens: 32_768,
  }
  const sizes = { count: 8, used: 4, inner: 256 }
  const { width, heads, kvHeads, headWidth } = shape
  return {
    architecture: 'gpt-oss',
    settings: [
      ...attentionSettings(shape),
      ...headWidths(shape),
      ...counts({ 'attention.sliding_window': 128, ...expertCounts(sizes) }),
    ],
    tensors: [
      ...ends(width, vocabularySize),
      ...each(shape.layers, (layer) => [
        ones(`${layer}.attn_norm.weight`, width),
        ...attention(layer, shape),
        ones(`${layer}.attn_q.bias`, heads * headWidth),
        ones(`${layer}.attn_k.bias`, kvHeads * headWidth),
        ones(`${layer}.attn_v.bias`, kvHeads * headWidth),
        ones(`${layer}.attn_output.bias`, width),
        ones(`${layer}.attn_sinks.weight`, heads),
        ones(`${layer}.post_attention_norm.weight`, width),
        ...experts(layer, width, sizes, 'mxfp4'),
        ...expertBiases(layer, width, sizes),
      ]),
    ],
  }
}

const expertBiases = (
  layer: string,
  width: number,
  { count, inner }: ExpertSizes,
): readonly TinyTensor[] => [
  ones(`${layer}.ffn_gate_inp.bias`, count),
  ones(`${layer}.ffn_gate_exps.bias`, inner, count),
  ones(`${layer}.ffn_up_exps.bias`, inner, count),
  ones(`${layer}.ffn_down_exps.bias`, width, count),
]

/** Latent attention, absorbed: one head of K as wide as the rank and what turns, and V is a part of it. */
export function deepseek2(vocabularySize: number): TinyModel {
  const [heads, rank, turning, straight, valueWidth, queryRank] = [4, 64, 32, 32, 32, 128]
  const cached = { width: 256, heads, kvHeads: 1, headWidth: rank + turning }
  const shape = { ...cached, layers: 4, feedForward: 512, trainTokens: 32_768 }
  const sizes = { count: 8, used: 2, inner: 128 }
  const { width } = shape
  const latent = (layer: string): readonly TinyTensor[] => [
    ones(`${layer}.attn_q_a_norm.weight`, queryRank),
    ones(`${layer}.attn_kv_a_norm.weight`, rank),
    matrix(`${layer}.attn_q_a.weight`, [width, queryRank]),
    matrix(`${layer}.attn_q_b.weight`, [queryRank, heads * (straight + turning)]),
    matrix(`${layer}.attn_kv_a_mqa.weight`, [width, rank + turning]),
    matrix(`${layer}.attn_k_b.weight`, [straight, rank, heads]),
    matrix(`${layer}.attn_v_b.weight`, [rank, valueWidth, heads]),
    matrix(`${layer}.attn_output.weight`, [heads * valueWidth, width]),
  ]
  return {
    architecture: 'deepseek2',
    settings: [
      ...attentionSettings({ ...shape, headWidth: turning }),
      ...counts({
        'attention.key_length': rank + turning,
        'attention.value_length': rank,
        'attention.key_length_mla': straight + turning,
        'attention.value_length_mla': valueWidth,
        'attention.q_lora_rank': queryRank,
        'attention.kv_lora_rank': rank,
        leading_dense_block_count: 1,
        expert_shared_count: 1,
        expert_gating_func: 1,
        ...expertCounts(sizes),
      }),
      ['expert_weights_scale', { f32: 1 }],
    ],
    tensors: [
      ...ends(width, vocabularySize),
      ...each(shape.layers, (layer, index) => [
        ones(`${layer}.attn_norm.weight`, width),
        ...latent(layer),
        ones(`${layer}.ffn_norm.weight`, width),
        ...(index === 0
          ? feedForward(layer, width, shape.feedForward)
          : [...experts(layer, width, sizes), ...feedForward(layer, width, sizes.inner, '_shexp')]),
      ]),
    ],
  }
}
