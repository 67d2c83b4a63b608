import type { GgufPlan, GgufTensorPlan, GgufValue } from '../../gguf-file.ts'

/** Numbers that are the same at every run (mulberry32). */
export interface Chance {
  /** From 0 up to, but not, 1. */
  next(): number
  of<const T>(items: readonly T[]): T
}

export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    of: (items) => {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new Error('there is nothing to choose from')
      return item
    },
  }
}

/** By the id of its tensors, and what such a file is called. */
const quants = [
  { typeId: 1, fileType: 1 },
  { typeId: 8, fileType: 7 },
  { typeId: 14, fileType: 18 },
  { typeId: 12, fileType: 15 },
  { typeId: 39, fileType: 38 },
  { typeId: 12, fileType: 4_711 },
] as const
const f32 = 0

type Keys = Readonly<Record<string, number | readonly number[]>>

const latent: Keys = {
  'attention.key_length': 576,
  'attention.value_length': 512,
  'attention.key_length_mla': 192,
  'attention.value_length_mla': 128,
  'attention.head_count_kv': 1,
}
const stateSpace: Keys = {
  'ssm.conv_kernel': 4,
  'ssm.inner_size': 4_096,
  'ssm.state_size': 128,
  'ssm.group_count': 16,
  'ssm.time_step_rank': 32,
}

/** What keeps its text in its own way. */
const kinds: readonly Kind[] = [
  { architecture: 'llama', keys: {} },
  { architecture: 'qwen3', keys: {} },
  { architecture: 'llama', keys: { 'attention.key_length': 80, 'attention.value_length': 80 } },
  { architecture: 'gemma3', keys: { 'attention.sliding_window': 1_024 } },
  { architecture: 'gpt-oss', keys: { 'attention.sliding_window': 128 }, hasExperts: true },
  { architecture: 'qwen3moe', keys: {}, hasExperts: true },
  { architecture: 'deepseek2', keys: latent, hasExperts: true },
  { architecture: 'qwen35', keys: { ...stateSpace, full_attention_interval: 4 } },
  { architecture: 'mamba', keys: stateSpace },
  { architecture: 'bert', keys: {} },
  { architecture: 'of-tomorrow', keys: {} },
]
interface Kind {
  readonly architecture: string
  readonly keys: Keys
  readonly hasExperts?: boolean
}

/** A model of some size and kind: from a gigabyte to some hundreds. */
export function randomModel(chance: Chance): GgufPlan {
  const { architecture, keys, hasExperts = false } = chance.of(kinds)
  const { typeId, fileType } = chance.of(quants)
  const layers = chance.of([2, 6, 12, 24])
  const heads = chance.of([8, 32, 64])
  const width = heads * 128
  const kvHeads = chance.of([1, 4, 8])
  const feedForward = chance.of([4_096, 28_672])
  const experts = hasExperts ? chance.of([8, 32, 128]) : 0
  const all: Keys = {
    block_count: layers,
    context_length: chance.of([8_192, 32_768, 131_072, 1_048_576]),
    embedding_length: width,
    feed_forward_length: feedForward,
    vocab_size: 32_000,
    'attention.head_count': heads,
    'attention.head_count_kv': kvHeads,
    'attention.key_length': 128,
    'attention.value_length': 128,
    ...(experts === 0 ? {} : { expert_count: experts, expert_used_count: 4 }),
    ...(experts === 0 ? {} : { expert_feed_forward_length: 1_024 }),
    ...keys,
  }
  return {
    metadata: [
      ['general.architecture', architecture],
      ['general.file_type', { u32: fileType }],
      ...Object.entries(all).map(
        ([key, value]) => [`${architecture}.${key}`, inGguf(value)] as const,
      ),
    ],
    tensors: tensorsOf({
      width,
      layers,
      experts,
      feedForward: experts > 0 ? 1_024 : feedForward,
      typeId,
    }),
  }
}

const inGguf = (value: number | readonly number[]): GgufValue =>
  typeof value === 'number' ? { u32: value } : { list: 'u32', items: value }

interface Sizes {
  readonly width: number
  readonly layers: number
  readonly experts: number
  readonly feedForward: number
  readonly typeId: number
}

function tensorsOf({
  width,
  layers,
  experts,
  feedForward,
  typeId,
}: Sizes): readonly GgufTensorPlan[] {
  const tensor = (name: string, ...dimensions: readonly number[]): GgufTensorPlan => ({
    name,
    dimensions,
    typeId,
  })
  const [mixed, ending] = experts === 0 ? [[], ''] : [[experts], '_exps']
  const layerOf = (index: number): readonly GgufTensorPlan[] => [
    { name: `blk.${index}.attn_norm.weight`, dimensions: [width], typeId: f32 },
    tensor(`blk.${index}.attn_q.weight`, width, width),
    tensor(`blk.${index}.attn_output.weight`, width, width),
    tensor(`blk.${index}.ffn_gate${ending}.weight`, width, feedForward, ...mixed),
    tensor(`blk.${index}.ffn_up${ending}.weight`, width, feedForward, ...mixed),
    tensor(`blk.${index}.ffn_down${ending}.weight`, feedForward, width, ...mixed),
  ]
  return [
    tensor('token_embd.weight', width, 32_000),
    ...Array.from({ length: layers }, (_, index) => layerOf(index)).flat(),
    tensor('output.weight', width, 32_000),
  ]
}

interface MlxModel {
  readonly config: Readonly<Record<string, unknown>>
  readonly tensors: Readonly<Record<string, readonly ['BF16', readonly number[], number]>>
}

/** A folder for MLX. */
export function randomMlx(chance: Chance): MlxModel {
  const layers = chance.of([2, 6, 16])
  const width = chance.of([2_048, 4_096])
  const feedForward = chance.of([4_096, 28_672])
  const kvHeads = chance.of([2, 8])
  const matrix = (rows: number): readonly ['BF16', readonly number[], number] => [
    'BF16',
    [rows, width],
    rows * width * 2,
  ]
  return {
    config: {
      model_type: chance.of(['llama', 'qwen3', 'gemma3_text', 'of-tomorrow']),
      num_hidden_layers: layers,
      hidden_size: width,
      num_attention_heads: width / 128,
      num_key_value_heads: kvHeads,
      head_dim: 128,
      intermediate_size: feedForward,
      vocab_size: 32_000,
      max_position_embeddings: chance.of([8_192, 131_072]),
      sliding_window: 1_024,
      sliding_window_pattern: 6,
    },
    tensors: Object.fromEntries([
      ['model.embed_tokens.weight', matrix(32_000)] as const,
      ...Array.from(
        { length: layers },
        (_, index) => [`model.layers.${index}.mlp.up_proj.weight`, matrix(feedForward)] as const,
      ),
    ]),
  }
}
