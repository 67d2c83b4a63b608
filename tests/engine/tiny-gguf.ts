import { llama } from './tiny-gguf/attention-kinds.ts'
import { spelling } from './tiny-gguf/vocabulary.ts'
import { writeModel, type WrittenModel } from './tiny-gguf/write-model.ts'

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

export interface TinyGguf extends WrittenModel {
  /** What one token of context takes in an f16 cache. */
  readonly kvBytesPerToken: number
}

const headWidth = 64

/** Writes a model that any build of llama.cpp loads: random weights, and a vocabulary that can spell any text. */
export function writeTinyGguf(path: string, shape: TinyShape = tinyShape): TinyGguf {
  const vocabulary = spelling()
  // zero is never among the 40 likeliest: it ends only where it is told to, and writes valid UTF-8
  const zeroRows = vocabulary.unspokenCount
  const width = shape.heads * headWidth
  const model = llama({ ...shape, width, headWidth }, vocabulary.size, zeroRows)
  const written = writeModel(path, model, vocabulary, { seed: shape.seed })
  return { ...written, kvBytesPerToken: shape.layers * shape.kvHeads * headWidth * 2 * 2 }
}
