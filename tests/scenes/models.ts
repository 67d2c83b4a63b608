import { safetensorsText } from '../../src/main/inference/models/header-text.ts'
import type { Tensor } from '../../src/main/inference/models/model-header.ts'
import { denseHeader, type DenseShape } from '../fixtures/recordings/mac/model-header.ts'

/** A model, as files for llama.cpp and for MLX, and what its engine keeps of each token. */
export interface ModelShape extends DenseShape {
  readonly name: string
  readonly parameters: number
}

/** llama.cpp's `use_more_bits`: the first and the last eighth, and a third of what is between. */
const moreBits =
  (layers: number) =>
  (layer: number): boolean =>
    layer < layers / 8 || layer >= (layers * 7) / 8 || (layer - Math.floor(layers / 8)) % 3 === 2

const llama = (
  of: Pick<DenseShape, 'layers' | 'width' | 'feedForward' | 'heads'> & {
    readonly name: string
    readonly parameters: number
  },
): ModelShape => ({
  ...of,
  architecture: 'llama',
  kvHeads: 8,
  headLength: 128,
  vocabulary: 128_256,
  trainedTokens: 131_072,
  ropeFactors: 64,
  betterLayers: moreBits(of.layers),
})

const qwen3 = (
  of: Pick<DenseShape, 'layers' | 'width' | 'feedForward' | 'heads'> & {
    readonly name: string
    readonly parameters: number
  },
): ModelShape => ({
  ...of,
  architecture: 'qwen3',
  kvHeads: 8,
  headLength: 128,
  vocabulary: 151_936,
  trainedTokens: 131_072,
  ropeFactors: null,
  betterLayers: moreBits(of.layers),
})

/** Published shapes, the smallest first. */
export const shapes: readonly [ModelShape, ...ModelShape[]] = [
  qwen3({
    name: 'Qwen3-4B',
    parameters: 4.02e9,
    layers: 36,
    width: 2_560,
    feedForward: 9_728,
    heads: 32,
  }),
  llama({
    name: 'Llama-3.1-8B',
    parameters: 8.03e9,
    layers: 32,
    width: 4_096,
    feedForward: 14_336,
    heads: 32,
  }),
  qwen3({
    name: 'Qwen3-14B',
    parameters: 14.8e9,
    layers: 40,
    width: 5_120,
    feedForward: 17_408,
    heads: 40,
  }),
  qwen3({
    name: 'Qwen3-32B',
    parameters: 32.8e9,
    layers: 64,
    width: 5_120,
    feedForward: 25_600,
    heads: 64,
  }),
  llama({
    name: 'Llama-3.3-70B',
    parameters: 70.6e9,
    layers: 80,
    width: 8_192,
    feedForward: 28_672,
    heads: 64,
  }),
]

const kvBytesPerElement = 2

/** Of one token in all layers, 16 bits an element: llama.cpp's f16 cache, and MLX's own. */
export const kvBytesPerToken = ({ layers, kvHeads, headLength }: ModelShape): number =>
  layers * kvHeads * headLength * 2 * kvBytesPerElement

/** A model as a file, or a folder, on the disk. */
export interface ModelOnDisk {
  readonly shape: ModelShape
  /** Of the file, or of the folder. */
  readonly path: string
  readonly weightsBytes: number
  /** Of all its files. */
  readonly fileBytes: number
  /** What a recording keeps of its header. */
  readonly header: string
}

const home = '/Users/user'
const vocabularyBytes = 5_930_000

const ggufs = new Map<string, ReturnType<typeof denseHeader>>()

/** The bytes are those of a Q4_K_M, tensor by tensor. */
export function ggufOf(
  shape: ModelShape,
  path = `${home}/models/${shape.name}-Q4_K_M.gguf`,
): ModelOnDisk {
  const made = ggufs.get(shape.name) ?? denseHeader(shape, vocabularyBytes)
  ggufs.set(shape.name, made)
  const { text, weightsBytes, fileBytes } = made
  return { shape, path, weightsBytes, fileBytes, header: text }
}

/** What llama.cpp computes in, with flash attention: the logits of a batch of 512 tokens, and a few of its widths. */
export const llamaComputeBytes = ({ vocabulary, width, feedForward }: ModelShape): number =>
  512 * 4 * (vocabulary + 2 * width + 2 * feedForward)

const folders = new Map<string, Pick<ModelOnDisk, 'weightsBytes' | 'fileBytes' | 'header'>>()

/** Four bits in groups of 64, each with a scale and a bias of 16 bits. */
export function mlxFolderOf(shape: ModelShape): ModelOnDisk {
  const made = folders.get(shape.name) ?? mlxFilesOf(shape)
  folders.set(shape.name, made)
  return { shape, path: `${home}/models/${shape.name}-4bit`, ...made }
}

const groupLength = 64

function mlxFilesOf(shape: ModelShape): Pick<ModelOnDisk, 'weightsBytes' | 'fileBytes' | 'header'> {
  const tensors: Tensor[] = []
  let offsetBytes = 0
  const add = (name: string, type: 'u32' | 'bf16', dimensions: readonly number[]): void => {
    const elements = dimensions.reduce((product, one) => product * one, 1)
    const bytes = elements * (type === 'u32' ? 4 : 2)
    tensors.push({ name, type, dimensions, bytes, offsetBytes, fileIndex: 0 })
    offsetBytes += bytes
  }
  const linear = (name: string, rows: number, columns: number): void => {
    add(`${name}.weight`, 'u32', [rows, columns / 8])
    add(`${name}.scales`, 'bf16', [rows, columns / groupLength])
    add(`${name}.biases`, 'bf16', [rows, columns / groupLength])
  }
  const { width, feedForward, heads, kvHeads, headLength, vocabulary } = shape
  linear('model.embed_tokens', vocabulary, width)
  for (let layer = 0; layer < shape.layers; layer++) {
    const at = `model.layers.${layer}`
    linear(`${at}.self_attn.q_proj`, heads * headLength, width)
    linear(`${at}.self_attn.k_proj`, kvHeads * headLength, width)
    linear(`${at}.self_attn.v_proj`, kvHeads * headLength, width)
    linear(`${at}.self_attn.o_proj`, width, heads * headLength)
    linear(`${at}.mlp.gate_proj`, feedForward, width)
    linear(`${at}.mlp.up_proj`, feedForward, width)
    linear(`${at}.mlp.down_proj`, width, feedForward)
    add(`${at}.input_layernorm.weight`, 'bf16', [width])
    add(`${at}.post_attention_layernorm.weight`, 'bf16', [width])
    if (shape.architecture === 'qwen3') {
      add(`${at}.self_attn.q_norm.weight`, 'bf16', [headLength])
      add(`${at}.self_attn.k_norm.weight`, 'bf16', [headLength])
    }
  }
  add('model.norm.weight', 'bf16', [width])
  linear('lm_head', vocabulary, width)
  const dataOffsetBytes = 120_000
  const fileBytes = dataOffsetBytes + offsetBytes
  const header = safetensorsText({
    kind: 'safetensors',
    tensors,
    files: [{ name: 'model.safetensors', dataOffsetBytes, fileBytes }],
    metadata: new Map([['format', 'mlx']]),
    config: configOf(shape),
    unknownTypes: [],
  })
  return { weightsBytes: offsetBytes, fileBytes, header }
}

const configOf = (shape: ModelShape): unknown => ({
  model_type: shape.architecture,
  num_hidden_layers: shape.layers,
  hidden_size: shape.width,
  intermediate_size: shape.feedForward,
  num_attention_heads: shape.heads,
  num_key_value_heads: shape.kvHeads,
  head_dim: shape.headLength,
  vocab_size: shape.vocabulary,
  max_position_embeddings: shape.trainedTokens,
  tie_word_embeddings: false,
  quantization: { group_size: groupLength, bits: 4 },
})
