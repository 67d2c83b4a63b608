import type { GgufPlan, GgufTensorPlan, GgufValue } from '../gguf-file.ts'

const q4K = 12
const q8 = 8
const f16 = 1
const f32 = 0

/** What a test wants otherwise than in a small dense model. */
export interface Shape {
  readonly architecture?: string
  readonly name?: string
  readonly layers?: number
  readonly trainedTokens?: number
  /** Of a mixture; 0: none. */
  readonly experts?: number
  readonly metadata?: readonly (readonly [string, GgufValue])[]
}

const width = 1_024
const heads = 16
const kvHeads = 4
const headLength = 64
const feedForward = 4_096
const vocabulary = 8_192

const tensor = (
  name: string,
  typeId: number,
  ...dimensions: readonly number[]
): GgufTensorPlan => ({ name, dimensions, typeId })

/** A language model of GGUF with all tensors of its layers: some 110 MB, a context of 32k takes 256 MiB in f16. */
export function languageModel({
  architecture = 'llama',
  name = 'Tiny',
  layers = 8,
  trainedTokens = 32_768,
  experts = 0,
  metadata = [],
}: Shape = {}): GgufPlan {
  const counts = {
    block_count: layers,
    context_length: trainedTokens,
    embedding_length: width,
    feed_forward_length: feedForward,
    vocab_size: vocabulary,
    'attention.head_count': heads,
    'attention.head_count_kv': kvHeads,
    ...(experts === 0 ? {} : { expert_count: experts, expert_used_count: 2 }),
  }
  return {
    metadata: [
      ['general.architecture', architecture],
      ['general.name', name],
      ['general.file_type', { u32: 15 }],
      ...Object.entries(counts).map(
        ([key, value]) => [`${architecture}.${key}`, { u32: value }] as const,
      ),
      ...metadata,
    ],
    tensors: [
      tensor('token_embd.weight', q4K, width, vocabulary),
      ...Array.from({ length: layers }, (_, index) => layerOf(index, experts)).flat(),
      tensor('output_norm.weight', f32, width),
      tensor('output.weight', q4K, width, vocabulary),
    ],
  }
}

function layerOf(index: number, experts: number): readonly GgufTensorPlan[] {
  const own = (name: string, ...dimensions: readonly number[]): GgufTensorPlan =>
    tensor(`blk.${index}.${name}.weight`, q4K, ...dimensions)
  const mixed = experts === 0 ? [] : [experts]
  const ending = experts === 0 ? '' : '_exps'
  return [
    tensor(`blk.${index}.attn_norm.weight`, f32, width),
    own('attn_q', width, heads * headLength),
    own('attn_k', width, kvHeads * headLength),
    own('attn_v', width, kvHeads * headLength),
    own('attn_output', heads * headLength, width),
    tensor(`blk.${index}.ffn_norm.weight`, f32, width),
    own(`ffn_gate${ending}`, width, feedForward, ...mixed),
    own(`ffn_up${ending}`, width, feedForward, ...mixed),
    own(`ffn_down${ending}`, feedForward, width, ...mixed),
  ]
}

/** What the model's shards are: tensors of the first in one file, the rest in the other. */
export function shardsOf(plan: GgufPlan): readonly [GgufPlan, GgufPlan] {
  const tensors = plan.tensors ?? []
  const half = Math.floor(tensors.length / 2)
  const split = (no: number): readonly (readonly [string, GgufValue])[] => [
    ['split.no', { u16: no }],
    ['split.count', { u16: 2 }],
    ['split.tensors.count', { i32: tensors.length }],
  ]
  return [
    { metadata: [...(plan.metadata ?? []), ...split(0)], tensors: tensors.slice(0, half) },
    { metadata: split(1), tensors: tensors.slice(half) },
  ]
}

/** What turns pictures into tokens: 4 MiB of it. */
export const projector: GgufPlan = {
  metadata: [
    ['general.architecture', 'clip'],
    ['general.type', 'mmproj'],
    ['clip.has_vision_encoder', true],
    ['clip.vision.image_size', { u32: 224 }],
    ['clip.vision.patch_size', { u32: 14 }],
    ['clip.vision.embedding_length', { u32: 512 }],
    ['clip.vision.feed_forward_length', { u32: 2_048 }],
    ['clip.vision.attention.head_count', { u32: 8 }],
  ],
  tensors: [tensor('v.blk.0.ffn_up.weight', f16, 2_048, 1_024)],
}

/** Two tensors of 64 kB each. */
export const adapter: GgufPlan = {
  metadata: [
    ['general.architecture', 'llama'],
    ['general.type', 'adapter'],
    ['adapter.type', 'lora'],
  ],
  tensors: [
    tensor('blk.0.attn_q.weight.lora_a', f32, width, 16),
    tensor('blk.0.attn_q.weight.lora_b', f32, 16, width),
  ],
}

/** As ComfyUI has it: 8.5 MB. */
export const imageModel: GgufPlan = {
  metadata: [['general.architecture', 'flux']],
  tensors: [tensor('double_blocks.0.img_attn.qkv.weight', q8, 2_048, 3_904)],
}

/** Tensors of a checkpoint of Stable Diffusion, whole: 3 MiB. */
export const checkpointTensors = {
  'model.diffusion_model.input_blocks.0.0.weight': ['F16', [1_024, 1_024], 2 ** 21],
  'first_stage_model.decoder.conv_in.weight': ['F16', [512, 512], 2 ** 19],
  'cond_stage_model.transformer.text_model.final_layer_norm.weight': ['F16', [512, 512], 2 ** 19],
} as const

/** The `config.json` of a small model for MLX. */
export const mlxConfig = {
  model_type: 'llama',
  num_hidden_layers: 4,
  hidden_size: 1_024,
  num_attention_heads: 16,
  num_key_value_heads: 4,
  intermediate_size: 4_096,
  vocab_size: 8_192,
  max_position_embeddings: 65_536,
} as const

/** Its weights in BF16: 32 MiB. */
export const mlxTensors = {
  'model.embed_tokens.weight': ['BF16', [8_192, 1_024], 2 ** 24],
  'model.layers.0.mlp.up_proj.weight': ['BF16', [8_192, 1_024], 2 ** 24],
} as const
