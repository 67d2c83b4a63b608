import type { GgufValue } from '../../gguf-file.ts'

/** By their numbers in ggml. */
export const typeIds = { f32: 0, f16: 1, mxfp4: 39 } as const

export interface TinyTensor {
  readonly name: string
  /** A row first. */
  readonly dimensions: readonly number[]
  readonly type: keyof typeof typeIds
  /** Norms are ones, or what flows through would fade; what decays is minus one. */
  readonly fill: 'random' | 'ones' | 'minus ones'
  /** Of its rows, the first ones that are zero. */
  readonly zeroRows: number
}

export type Pairs = readonly (readonly [key: string, value: GgufValue])[]

/** A model before it is written. */
export interface TinyModel {
  /** `general.architecture` */
  readonly architecture: string
  /** Of this architecture: keys without its name before them. */
  readonly settings: Pairs
  readonly tensors: readonly TinyTensor[]
}

/** All that is counted. */
export const counts = (settings: Readonly<Record<string, number>>): Pairs =>
  Object.entries(settings).map(([key, value]) => [key, { u32: value }])

export const matrix = (
  name: string,
  dimensions: readonly number[],
  type: TinyTensor['type'] = 'f16',
): TinyTensor => ({ name, dimensions, type, fill: 'random', zeroRows: 0 })

/** Of F32, as all that is short. */
export const ones = (name: string, ...dimensions: readonly number[]): TinyTensor => ({
  name,
  dimensions,
  type: 'f32',
  fill: 'ones',
  zeroRows: 0,
})

export interface Heads {
  readonly width: number
  readonly heads: number
  readonly kvHeads: number
  readonly headWidth: number
}

export interface AttentionOptions {
  /** K and Q are normed by head. */
  readonly isNormed?: boolean
  /** It uses the K and V of a layer before it. */
  readonly lacksKv?: boolean
  /** Q brings its gate with it. */
  readonly isGated?: boolean
}

/** Q, K, V and what comes out, of one layer. */
export function attention(
  layer: string,
  { width, heads, kvHeads, headWidth }: Heads,
  { isNormed = false, lacksKv = false, isGated = false }: AttentionOptions = {},
): readonly TinyTensor[] {
  const ofKv = [
    matrix(`${layer}.attn_k.weight`, [width, kvHeads * headWidth]),
    matrix(`${layer}.attn_v.weight`, [width, kvHeads * headWidth]),
  ]
  const keyNorm = isNormed ? [ones(`${layer}.attn_k_norm.weight`, headWidth)] : []
  return [
    matrix(`${layer}.attn_q.weight`, [width, heads * headWidth * (isGated ? 2 : 1)]),
    ...(lacksKv ? [] : [...ofKv, ...keyNorm]),
    matrix(`${layer}.attn_output.weight`, [heads * headWidth, width]),
    ...(isNormed ? [ones(`${layer}.attn_q_norm.weight`, headWidth)] : []),
  ]
}

export const feedForward = (
  layer: string,
  width: number,
  inner: number,
  suffix = '',
): readonly TinyTensor[] => [
  matrix(`${layer}.ffn_gate${suffix}.weight`, [width, inner]),
  matrix(`${layer}.ffn_up${suffix}.weight`, [width, inner]),
  matrix(`${layer}.ffn_down${suffix}.weight`, [inner, width]),
]

export interface ExpertSizes {
  readonly count: number
  readonly used: number
  readonly inner: number
}

/** The router and all experts of one layer. */
export const experts = (
  layer: string,
  width: number,
  { count, inner }: ExpertSizes,
  type: TinyTensor['type'] = 'f16',
): readonly TinyTensor[] => [
  matrix(`${layer}.ffn_gate_inp.weight`, [width, count], 'f32'),
  matrix(`${layer}.ffn_gate_exps.weight`, [width, inner, count], type),
  matrix(`${layer}.ffn_up_exps.weight`, [width, inner, count], type),
  matrix(`${layer}.ffn_down_exps.weight`, [inner, width, count], type),
]

export const expertCounts = ({
  count,
  used,
  inner,
}: ExpertSizes): Readonly<Record<string, number>> => ({
  expert_count: count,
  expert_used_count: used,
  expert_feed_forward_length: inner,
})

/** What stands around the layers. Without `output` the embedding is that too. */
export const ends = (
  width: number,
  vocabularySize: number,
  { isTied = false, norm = 'output_norm.weight', zeroRows = 0 } = {},
): readonly TinyTensor[] => {
  const table = matrix('token_embd.weight', [width, vocabularySize])
  const output = { ...matrix('output.weight', [width, vocabularySize]), zeroRows }
  return isTied ? [table, ones(norm, width)] : [table, output, ones(norm, width)]
}

export const each = (
  layerCount: number,
  tensorsOf: (layer: string, index: number) => readonly TinyTensor[],
): readonly TinyTensor[] =>
  Array.from({ length: layerCount }, (_, index) => tensorsOf(`blk.${index}`, index)).flat()
