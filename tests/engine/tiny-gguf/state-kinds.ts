import { attentionSettings, headWidths, rmsEpsilon } from './attention-kinds.ts'
import {
  attention,
  counts,
  each,
  ends,
  feedForward,
  matrix,
  ones,
  type Pairs,
  type TinyModel,
  type TinyTensor,
} from './tensors.ts'

interface StateSizes {
  readonly kernel: number
  readonly inner: number
  readonly state: number
  readonly heads: number
  readonly groups: number
}

const stateCounts = (sizes: StateSizes): Pairs =>
  counts({
    'ssm.conv_kernel': sizes.kernel,
    'ssm.inner_size': sizes.inner,
    'ssm.state_size': sizes.state,
    'ssm.time_step_rank': sizes.heads,
    'ssm.group_count': sizes.groups,
  })

const decay = (name: string, ...dimensions: readonly number[]): TinyTensor => ({
  ...ones(name, ...dimensions),
  fill: 'minus ones',
})

/** One scanned layer of Mamba 2. */
function scanned(layer: string, width: number, sizes: StateSizes): readonly TinyTensor[] {
  const { kernel, inner, state, heads, groups } = sizes
  const convolved = inner + 2 * groups * state
  return [
    matrix(`${layer}.ssm_in.weight`, [width, inner + convolved + heads]),
    matrix(`${layer}.ssm_conv1d.weight`, [kernel, convolved], 'f32'),
    ones(`${layer}.ssm_conv1d.bias`, convolved),
    ones(`${layer}.ssm_dt.bias`, heads),
    decay(`${layer}.ssm_a`, 1, heads),
    ones(`${layer}.ssm_d`, 1, heads),
    ones(`${layer}.ssm_norm.weight`, inner / groups, groups),
    matrix(`${layer}.ssm_out.weight`, [inner, width]),
  ]
}

/** No attention at all. */
export function mamba2(vocabularySize: number): TinyModel {
  const sizes = { kernel: 4, inner: 512, state: 64, heads: 8, groups: 1 }
  const [layers, width] = [4, 256]
  return {
    architecture: 'mamba2',
    settings: [
      ...counts({
        block_count: layers,
        context_length: 32_768,
        embedding_length: width,
        feed_forward_length: 0,
        'attention.head_count': 0,
        'attention.head_count_kv': 0,
      }),
      ...rmsEpsilon,
      ...stateCounts(sizes),
    ],
    tensors: [
      ...ends(width, vocabularySize),
      ...each(layers, (layer) => [
        ones(`${layer}.attn_norm.weight`, width),
        ...scanned(layer, width, sizes),
      ]),
    ],
  }
}

/** Every layer has both, attention and a state. */
export function falconH1(vocabularySize: number): TinyModel {
  const shape = {
    layers: 4,
    width: 256,
    heads: 4,
    kvHeads: 2,
    headWidth: 64,
    feedForward: 512,
    trainTokens: 32_768,
  }
  const sizes = { kernel: 4, inner: 512, state: 64, heads: 8, groups: 1 }
  return {
    architecture: 'falcon-h1',
    settings: [...attentionSettings(shape), ...headWidths(shape), ...stateCounts(sizes)],
    tensors: [
      ...ends(shape.width, vocabularySize),
      ...each(shape.layers, (layer) => [
        ones(`${layer}.attn_norm.weight`, shape.width),
        ...scanned(layer, shape.width, sizes),
        ...attention(layer, shape),
        ones(`${layer}.ffn_norm`, shape.width), // so it is named there
        ...feedForward(layer, shape.width, shape.feedForward),
      ]),
    ],
  }
}

/** Attention in every fourth layer, a gated delta net in the others. */
export function qwen35(vocabularySize: number): TinyModel {
  const shape = {
    layers: 8,
    width: 256,
    heads: 4,
    kvHeads: 2,
    headWidth: 64,
    feedForward: 512,
    trainTokens: 65_536,
  }
  const sizes = { kernel: 4, inner: 512, state: 64, heads: 8, groups: 4 }
  const { width } = shape
  const section = shape.headWidth / 8
  return {
    architecture: 'qwen35',
    settings: [
      ...attentionSettings(shape),
      ...headWidths(shape),
      ...stateCounts(sizes),
      ...counts({ full_attention_interval: 4 }),
      ['rope.dimension_sections', { list: 'i32', items: [section, section, section, section] }],
    ],
    tensors: [
      ...ends(width, vocabularySize),
      ...each(shape.layers, (layer, index) => [
        ones(`${layer}.attn_norm.weight`, width),
        ones(`${layer}.post_attention_norm.weight`, width),
        ...((index + 1) % 4 === 0
          ? attention(layer, shape, { isNormed: true, isGated: true })
          : deltaNet(layer, width, sizes)),
        ...feedForward(layer, width, shape.feedForward),
      ]),
    ],
  }
}

function deltaNet(layer: string, width: number, sizes: StateSizes): readonly TinyTensor[] {
  const { kernel, state, heads, groups } = sizes
  const [keys, values] = [state * groups, state * heads]
  return [
    matrix(`${layer}.attn_qkv.weight`, [width, 2 * keys + values]),
    matrix(`${layer}.attn_gate.weight`, [width, values]),
    matrix(`${layer}.ssm_conv1d.weight`, [kernel, 2 * keys + values], 'f32'),
    ones(`${layer}.ssm_dt.bias`, heads),
    decay(`${layer}.ssm_a`, heads),
    matrix(`${layer}.ssm_beta.weight`, [width, heads]),
    matrix(`${layer}.ssm_alpha.weight`, [width, heads]),
    ones(`${layer}.ssm_norm.weight`, state),
    matrix(`${layer}.ssm_out.weight`, [values, width]),
  ]
}

/** Short convolutions, and attention in three layers; tied. */
export function lfm2(vocabularySize: number): TinyModel {
  const shape = {
    layers: 8,
    width: 256,
    heads: 4,
    kvHeads: 2,
    headWidth: 64,
    feedForward: 512,
    trainTokens: 32_768,
  }
  const kernel = 3
  const attends = (index: number): boolean => [2, 5, 7].includes(index)
  const { width, layers } = shape
  return {
    architecture: 'lfm2',
    settings: [
      ...attentionSettings(shape).filter(([key]) => key !== 'attention.head_count_kv'),
      [
        'attention.head_count_kv',
        {
          list: 'i32',
          items: Array.from({ length: layers }, (_, index) => (attends(index) ? shape.kvHeads : 0)),
        },
      ],
      ...counts({ 'shortconv.l_cache': kernel }),
    ],
    tensors: [
      ...ends(width, vocabularySize, { isTied: true, norm: 'token_embd_norm.weight' }),
      ...each(layers, (layer, index) => [
        ones(`${layer}.attn_norm.weight`, width),
        ones(`${layer}.ffn_norm.weight`, width),
        ...feedForward(layer, width, shape.feedForward),
        ...(attends(index)
          ? attention(layer, shape, { isNormed: true })
          : [
              matrix(`${layer}.shortconv.conv.weight`, [kernel, width], 'f32'),
              matrix(`${layer}.shortconv.in_proj.weight`, [width, 3 * width]),
              matrix(`${layer}.shortconv.out_proj.weight`, [width, width]),
            ]),
      ]),
    ],
  }
}
