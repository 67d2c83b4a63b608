import { closeSync, openSync, writeSync } from 'node:fs'

/** The shape of a tiny model of the llama architecture; each head is 64 wide. */
export interface TinyShape {
  readonly layers: number
  /** A multiple of `kvHeads`. */
  readonly heads: number
  readonly kvHeads: number
  readonly feedForward: number
  readonly trainTokens: number
  readonly seed: number
}

/** About 30 MB; 8,192 tokens of context take 48 MiB. One thread writes some 200 tokens a second with it. */
export const tinyShape: TinyShape = {
  layers: 6,
  heads: 8,
  kvHeads: 4,
  feedForward: 1_024,
  trainTokens: 8_192,
  seed: 7,
}

export interface TinyGguf {
  readonly fileBytes: number
  /** Of all tensors, as `meta.size` of llama-server tells it. */
  readonly weightsBytes: number
  /** What one token of context takes in an f16 cache. */
  readonly kvBytesPerToken: number
}

const headWidth = 64
/** Where the data of every tensor begins: at a multiple of this (GGUF v3, general.alignment). */
const alignment = 32
const padded = (bytes: number): number => Math.ceil(bytes / alignment) * alignment

/** Types of metadata values, and of tensors, by their numbers in GGUF v3. */
const valueTypes = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const
const tensorTypes = { f32: 0, f16: 1 } as const
const allF16 = 1 // general.file_type: MOSTLY_F16

interface Tensor {
  readonly name: string
  readonly dimensions: readonly number[]
  readonly type: keyof typeof tensorTypes
  /** Of its rows, the first ones that are zero. */
  readonly zeroRows: number
}

/** Writes a model that any build of llama.cpp loads: random weights, and a vocabulary that can spell any text. */
export function writeTinyGguf(path: string, shape: TinyShape = tinyShape): TinyGguf {
  const tensors = tensorsOf(shape)
  const head = headOf(shape, tensors)
  const file = openSync(path, 'w')
  try {
    writeSync(file, head)
    for (const tensor of tensors) writeTensor(file, tensor, shape.seed)
  } finally {
    closeSync(file)
  }
  const weightsBytes = tensors.reduce((sum, tensor) => sum + bytesOf(tensor), 0)
  const dataBytes = tensors.reduce((sum, tensor) => sum + padded(bytesOf(tensor)), 0)
  const kvBytesPerToken = shape.layers * shape.kvHeads * headWidth * 2 * 2
  return { fileBytes: head.length + dataBytes, weightsBytes, kvBytesPerToken }
}

const bytesOf = ({ dimensions, type }: Tensor): number =>
  dimensions.reduce((product, dimension) => product * dimension, type === 'f16' ? 2 : 4)

const specialTokens = ['<unk>', '<s>', '</s>']
const letters = [...'abcdefghijklmnopqrstuvwxyz']
const blank = '▁' // SentencePiece writes it for a blank

interface Vocabulary {
  readonly pieces: readonly string[]
  /** 1 normal, 2 unknown, 3 control, 6 byte. */
  readonly types: readonly number[]
  readonly scores: readonly number[]
  /** Special ones and bytes stand first. */
  readonly unspokenCount: number
}

function vocabulary(): Vocabulary {
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  )
  const pairs = letters.flatMap((first) => [blank, ...letters].map((second) => second + first))
  const unspoken = [...specialTokens, ...bytes]
  const spoken = [...new Set([blank, ...letters, ...pairs])]
  return {
    pieces: [...unspoken, ...spoken],
    types: [2, 3, 3, ...bytes.map(() => 6), ...spoken.map(() => 1)],
    scores: [...unspoken.map(() => 0), ...spoken.map((_, rank) => -1 - rank)],
    unspokenCount: unspoken.length,
  }
}

function tensorsOf({ layers, heads, kvHeads, feedForward }: TinyShape): readonly Tensor[] {
  const { pieces, unspokenCount } = vocabulary()
  const width = heads * headWidth
  const norm = (name: string): Tensor => ({ name, dimensions: [width], type: 'f32', zeroRows: 0 })
  const matrix = (name: string, from: number, to: number, zeroRows = 0): Tensor => ({
    name,
    dimensions: [from, to],
    type: 'f16',
    zeroRows,
  })
  const layer = (index: number): readonly Tensor[] => [
    norm(`blk.${index}.attn_norm.weight`),
    matrix(`blk.${index}.attn_q.weight`, width, width),
    matrix(`blk.${index}.attn_k.weight`, width, kvHeads * headWidth),
    matrix(`blk.${index}.attn_v.weight`, width, kvHeads * headWidth),
    matrix(`blk.${index}.attn_output.weight`, width, width),
    norm(`blk.${index}.ffn_norm.weight`),
    matrix(`blk.${index}.ffn_gate.weight`, width, feedForward),
    matrix(`blk.${index}.ffn_up.weight`, width, feedForward),
    matrix(`blk.${index}.ffn_down.weight`, feedForward, width),
  ]
  return [
    matrix('token_embd.weight', width, pieces.length),
    // zero is never among the 40 likeliest: it ends only where it is told to, and writes valid UTF-8
    matrix('output.weight', width, pieces.length, unspokenCount),
    norm('output_norm.weight'),
    ...Array.from({ length: layers }, (_, index) => layer(index)).flat(),
  ]
}

/** Random f16 numbers of one size, 1/64 to 1/32, of either sign; norms are ones, or what flows through would fade. */
function writeTensor(file: number, tensor: Tensor, seed: number): void {
  const data = Buffer.alloc(padded(bytesOf(tensor)))
  const count = tensor.dimensions.reduce((product, dimension) => product * dimension, 1)
  if (tensor.type === 'f32') {
    for (let index = 0; index < count; index++) data.writeFloatLE(1, index * 4)
  } else {
    const random = createRandom(seed + tensor.name.length + count)
    const firstIndex = tensor.zeroRows * (tensor.dimensions[0] ?? 0)
    for (let index = firstIndex; index < count; index++)
      data.writeUInt16LE((random() & 0x83ff) | 0x2400, index * 2)
  }
  writeSync(file, data)
}

/** xorshift32: whole numbers, the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

/** All that stands before the data: magic, version, counts, metadata, the table of tensors, zeros up to the alignment. */
function headOf(shape: TinyShape, tensors: readonly Tensor[]): Buffer {
  const metadata = metadataOf(shape)
  let offset = 0
  const table = tensors.map((tensor) => {
    const { name, dimensions, type } = tensor
    const row = [
      text(name),
      uint32(dimensions.length),
      ...dimensions.map(uint64),
      uint32(tensorTypes[type]),
      uint64(offset),
    ]
    offset += padded(bytesOf(tensor))
    return Buffer.concat(row)
  })
  const counts = [uint32(3), uint64(tensors.length), uint64(metadata.length)]
  const head = Buffer.concat([Buffer.from('GGUF'), ...counts, ...metadata, ...table])
  return Buffer.concat([head, Buffer.alloc(padded(head.length) - head.length)])
}

function metadataOf({ layers, heads, kvHeads, feedForward, trainTokens }: TinyShape): Buffer[] {
  const { pieces, types, scores } = vocabulary()
  return [
    pair('general.architecture', 'string', text('llama')),
    pair('general.type', 'string', text('model')),
    pair('general.name', 'string', text('Tiny Random Llama')),
    pair('general.file_type', 'uint32', uint32(allF16)),
    pair('llama.block_count', 'uint32', uint32(layers)),
    pair('llama.context_length', 'uint32', uint32(trainTokens)),
    pair('llama.embedding_length', 'uint32', uint32(heads * headWidth)),
    pair('llama.feed_forward_length', 'uint32', uint32(feedForward)),
    pair('llama.vocab_size', 'uint32', uint32(pieces.length)),
    pair('llama.attention.head_count', 'uint32', uint32(heads)),
    pair('llama.attention.head_count_kv', 'uint32', uint32(kvHeads)),
    pair('llama.attention.layer_norm_rms_epsilon', 'float32', float32(1e-5)),
    pair('llama.rope.dimension_count', 'uint32', uint32(headWidth)),
    pair('tokenizer.ggml.model', 'string', text('llama')),
    pair('tokenizer.ggml.tokens', 'array', list('string', pieces.map(text))),
    pair('tokenizer.ggml.scores', 'array', list('float32', scores.map(float32))),
    pair('tokenizer.ggml.token_type', 'array', list('int32', types.map(uint32))),
    pair('tokenizer.ggml.unknown_token_id', 'uint32', uint32(0)),
    pair('tokenizer.ggml.bos_token_id', 'uint32', uint32(1)),
    pair('tokenizer.ggml.eos_token_id', 'uint32', uint32(2)),
    pair('tokenizer.ggml.add_bos_token', 'bool', Buffer.from([1])),
  ]
}

const pair = (key: string, type: keyof typeof valueTypes, value: Buffer): Buffer =>
  Buffer.concat([text(key), uint32(valueTypes[type]), value])

const list = (type: keyof typeof valueTypes, values: readonly Buffer[]): Buffer =>
  Buffer.concat([uint32(valueTypes[type]), uint64(values.length), ...values])

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return bytes
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8')
  return Buffer.concat([uint64(bytes.length), bytes])
}
