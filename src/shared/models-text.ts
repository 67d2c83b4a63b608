import { verdictWords } from './fit-text.ts'
import type { Verdict } from './fit.ts'
import type { LocalModel, ModelPlace, ModelSource } from './local-models.ts'
import { printable } from './printable.ts'
import { formatBytes, formatCount, formatTokens } from './units.ts'

/** A model on the disk as every face says it; all foreign text in it may be shown as it is. */
export interface ShownLocalModel {
  readonly name: string
  /** `4.7 GB`; null where its files cannot be read. */
  readonly size: string | null
  /** `Q4_K_M · qwen3 · Ollama` */
  readonly about: string
  /** `fits`, `with less context`, `loaded now` */
  readonly verdict: string
  /** `up to 41k`; null where there is no such thing, or nothing fits. */
  readonly longest: string | null
  /** What is wrong with its files; null where nothing is. */
  readonly trouble: string | null
}

const maxNameLength = 400
const maxWordLength = 40
const maxReasonLength = 240

export function shownLocalModel(model: LocalModel): ShownLocalModel {
  const { name, quantization, architecture, source, fileBytes, longestContextTokens } = model
  const words = [quantization, architecture].filter((word) => word !== null)
  return {
    name: printable(name, maxNameLength),
    size: fileBytes === null ? null : formatBytes(fileBytes),
    about: [...words.map((word) => printable(word, maxWordLength)), sourceTitles[source]].join(
      ' · ',
    ),
    verdict: standingWords[standingOf(model)],
    longest: longestContextTokens === null ? null : `up to ${formatTokens(longestContextTokens)}`,
    trouble: model.trouble === null ? null : printable(model.trouble, maxReasonLength),
  }
}

/** A shorter context is of no use: llama.cpp itself goes no further down (`--fit-ctx`). */
const leastUsefulTokens = 4_096

/** `shorter`: not as its engine would run it by itself, but with less context. */
export type Standing = Verdict | 'loaded' | 'shorter'

export function standingOf(
  model: Pick<LocalModel, 'verdict' | 'isLoaded' | 'longestContextTokens'>,
): Standing {
  if (model.isLoaded) return 'loaded'
  const canBeShorter =
    model.longestContextTokens !== null && model.longestContextTokens >= leastUsefulTokens
  return model.verdict === 'no' && canBeShorter ? 'shorter' : model.verdict
}

const standingWords: Readonly<Record<Standing, string>> = {
  ...verdictWords,
  loaded: 'loaded now',
  shorter: 'with less context',
}

export const sourceTitles: Readonly<Record<ModelSource, string>> = {
  ollama: 'Ollama',
  'lm-studio': 'LM Studio',
  'hugging-face': 'Hugging Face',
  'llama.cpp': 'llama.cpp',
  folder: 'folder',
}

/** `Ollama, /Users/alice/.ollama/models: 12 models`, or why it could not be read. */
export function placeText({ source, path, modelCount, reason }: ModelPlace): string {
  const place = `${sourceTitles[source]}, ${printable(path, maxNameLength)}`
  if (reason !== null) return `${place}: ${printable(reason, maxReasonLength)}`
  return `${place}: ${modelCount === 0 ? 'no models' : modelsText(modelCount)}`
}

export const modelsText = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? 'model' : 'models'}`
