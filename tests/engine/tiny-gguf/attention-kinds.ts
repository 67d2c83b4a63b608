// Which tensors and keys an architecture wants: LLM_TENSOR_NAMES and load_arch_hparams of llama.cpp (src/llama-arch.cpp, src/models/*.cpp).
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
  type Heads,
  type Pairs,
  type TinyModel,
  type TinyTensor,
} from './tensors.ts'

export interface AttentionShape extends Heads {
  readonly layers: number
  readonly feedForward: number
  readonly trainTokens: number
}

export const rmsEpsilon: Pairs = [
  ['attention.layer_norm_rms_epsilon', { f32: 1e-5 }],
  ['rope.freq_base', { f32: 10_000 }],
]

/** What every kind with attention says of itself. */
export const attentionSettings = (shape: AttentionShape): Pairs => [
  ...counts({
    block_count: shape.layers,
    context_length: shape.trainTokens,
    embedding_length: shape.width,
    feed_forward_length: shape.feedForward,
    'attention.head_count': shape.heads,
    'attention.head_count_kv': shape.kvHeads,
    'rope.dimension_count': shape.headWidth,
  }),
  ...rmsEpsilon,
]

/** Where heads are not the width divided by their number. */
export const headWidths = ({ headWidth }: Heads): Pairs =>
  counts({ 'attention.key_length': headWidth, 'attention.value_length': headWidth })

/** Few heads of K and V; the output is a table of its own. `zeroRows`: tokens that it never says. */
export function llama(shape: AttentionShape, vocabularySize: number, zeroRows = 0): TinyModel {
  const { width } = shape
  return {
    architecture: 'llama',
    settings: attentionSettings(shape),
    tensors: [
      ...ends(width, vocabularySize, { zeroRows }),
      ...each(shape.layers, (layer) => [
        ones(`${layer}.attn_norm.weight`, width),
        ...attention(layer, shape),
        ones(`${layer}.ffn_norm.weight`, width),
        ...feedForward(layer, width, shape.feedForward),
      ]),
    ],
  }
}

/** Heads wider than the width has room for; tied. */
export function qwen3(vocabularySize: number): TinyModel {
  const shape = {
    layers: 4,
    width: 256,
    heads: 4,
    kvHeads: 2,
    headWidth: 128,
    feedForward: 512,
    trainTokens: 40_960,
  }
  return {
    architecture: 'qwen3',
    settings: [...attentionSettings(shape), ...headWidths(shape)],
    tensors: [
      ...ends(shape.width, vocabularySize, { isTied: true }),
      ...each(shape.layers, (layer) => [
        ones(`${layer}.attn_norm.weight`, shape.width),
        ...attention(layer, shape, { isNormed: true }),
        ones(`${layer}.ffn_norm.weight`, shape.width),
        ...feedForward(layer, shape.width, shape.feedForward),
      ]),
    ],
  }
}

/** Five of six layers slide; tied. */
export function gemma3(vocabularySize: number): TinyModel {
  const shape = {
    layers: 8,
    width: 256,
    heads: 4,
    kvHeads: 2,
    headWidth: 128,
    feedForward: 512,
    trainTokens: 32_768,
  }
  return {
    architecture: 'gemma3',
    settings: [
      ...attentionSettings(shape),
      ...headWidths(shape),
      ...counts({ 'attention.sliding_window': 512 }),
    ],
    tensors: [
      ...ends(shape.width, vocabularySize, { isTied: true }),
      ...each(shape.layers, (layer) => [
        ones(`${layer}.attn_norm.weight`, shape.width),
        ...attention(layer, shape, { isNormed: true }),
        ...ffnNorms(layer, shape.width, ['post_attention_norm', 'ffn_norm', 'post_ffw_norm']),
        ...feedForward(layer, shape.width, shape.feedForward),
      ]),
    ],
  }
}

const ffnNorms = (layer: string, width: number, names: readonly string[]): readonly TinyTensor[] =>
  names.map((name) => ones(`${layer}.${name}.weight`, width))

/** Four of five layers slide, with narrower heads; the last ones use the K and V of others; an embedding for each layer. */
export function gemma4(vocabularySize: number): TinyModel {
  const sliding = { width: 256, heads: 4, kvHeads: 1, headWidth: 64 }
  const shape = { ...sliding, headWidth: 128, layers: 10, feedForward: 512, trainTokens: 65_536 }
  const [sharing, perLayer, period] = [5, 32, 5]
  const slides = (index: number): boolean => index % period < period - 1
  const { width, layers } = shape
  return {
    architecture: 'gemma4',
    settings: [
      ...attentionSettings(shape),
      ...headWidths(shape),
      ...counts({
        'attention.sliding_window': 512,
        'attention.shared_kv_layers': sharing,
        'attention.key_length_swa': sliding.headWidth,
        'attention.value_length_swa': sliding.headWidth,
        'rope.dimension_count_swa': sliding.headWidth,
        embedding_length_per_layer_input: perLayer,
      }),
      [
        'attention.sliding_window_pattern',
        { list: 'bool', items: Array.from({ length: layers }, (_, index) => slides(index)) },
      ],
      ['rope.freq_base_swa', { f32: 10_000 }],
    ],
    tensors: [
      ...ends(width, vocabularySize, { isTied: true }),
      matrix('per_layer_token_embd.weight', [perLayer * layers, vocabularySize]),
      matrix('per_layer_model_proj.weight', [width, perLayer * layers]),
      ones('per_layer_proj_norm.weight', perLayer),
      ones('rope_freqs.weight', shape.headWidth / 2),
      ...each(layers, (layer, index) => [
        ones(`${layer}.attn_norm.weight`, width),
        ...attention(layer, slides(index) ? sliding : shape, {
          isNormed: true,
          lacksKv: index >= layers - sharing,
        }),
        ...ffnNorms(layer, width, [
          'post_attention_norm',
          'ffn_norm',
          'post_ffw_norm',
          'post_norm',
        ]),
        ...feedForward(layer, width, shape.feedForward),
        matrix(`${layer}.inp_gate.weight`, [width, perLayer]),
        matrix(`${layer}.proj.weight`, [perLayer, width]),
      ]),
    ],
  }
}

/** Four of sixteen experts at once. */
export function qwen3moe(vocabularySize: number): TinyModel {
  const shape = {
    layers: 4,
    width: 256,
    heads: 4,
    kvHeads: 2,
    headWidth: 128,
    feedForward: 512,
    trainTokens: 40_960,
  }
  const sizes = { count: 16, used: 4, inner: 128 }
  return {
    architecture: 'qwen3moe',
    settings: [...attentionSettings(shape), ...headWidths(shape), ...counts(expertCounts(sizes))],
    tensors: [
      ...ends(shape.width, vocabularySize),
      ...each(shape.layers, (layer) => [
        ones(`${layer}.attn_norm.weight`, shape.width),
        ...attention(layer, shape, { isNormed: true }),
        ones(`${layer}.ffn_norm.weight`, shape.width),
        ...experts(layer, shape.width, sizes),
      ]),
    ],
  }
}
