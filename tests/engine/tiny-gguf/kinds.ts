import { gemma3, gemma4, llama, qwen3, qwen3moe } from './attention-kinds.ts'
import { deepseek2, gptOss } from './expert-kinds.ts'
import { falconH1, lfm2, mamba2, qwen35 } from './state-kinds.ts'
import type { TinyModel } from './tensors.ts'
import { spelling } from './vocabulary.ts'
import { writeModel, type WrittenModel } from './write-model.ts'

/** With so many tokens the logits of one sequence can be seen in two decimals of a MiB. */
const vocabularySize = 8_192

const tinyLlama = {
  layers: 4,
  width: 256,
  heads: 8,
  kvHeads: 2,
  headWidth: 32,
  feedForward: 704,
  trainTokens: 8_192,
}

/** One of each way in which a model keeps what it has read. */
const kinds = {
  llama: (size: number) => llama(tinyLlama, size),
  qwen3,
  gemma3,
  gemma4,
  'gpt-oss': gptOss,
  qwen3moe,
  deepseek2,
  mamba2,
  'falcon-h1': falconH1,
  qwen35,
  lfm2,
} as const satisfies Readonly<Record<string, (vocabularySize: number) => TinyModel>>

export type TinyKind = keyof typeof kinds

const isKind = (name: string): name is TinyKind => name in kinds

export const tinyKinds: readonly TinyKind[] = Object.keys(kinds).filter(isKind)

/** Some megabytes that any build of llama.cpp loads which knows the architecture. */
export const writeTinyKind = (path: string, kind: TinyKind): WrittenModel =>
  writeModel(path, kinds[kind](vocabularySize), spelling(vocabularySize))
