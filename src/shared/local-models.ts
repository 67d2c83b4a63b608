import type { FitEngine, Verdict } from './fit.ts'

/** `headroom models --json`: every model on the disk, and what it would come to now. */
export interface LocalModels {
  readonly schema: 'headroom/models/1'
  readonly atMs: number
  /** What they are held against; null where it is not known. */
  readonly room: { readonly roomBytes: number | null; readonly of: string }
  /** Some are not read yet: whoever asks again in a moment gets more. */
  readonly isReading: boolean
  /** By name. */
  readonly models: readonly LocalModel[]
  /** Where was looked, with the reason where a folder cannot be read. */
  readonly places: readonly ModelPlace[]
}

export type ModelSource = 'ollama' | 'lm-studio' | 'hugging-face' | 'llama.cpp' | 'folder'

export interface ModelPlace {
  readonly source: ModelSource
  readonly path: string
  readonly modelCount: number
  readonly reason: string | null
}

export interface LocalModel {
  /** As `headroom fit` takes it: the name that its program has for it, else its path. */
  readonly wanted: string
  /** For people. */
  readonly name: string
  /** Of its weights: a file, the first shard, or a folder. */
  readonly path: string
  readonly source: ModelSource
  readonly engine: FitEngine | null
  readonly architecture: string | null
  readonly quantization: string | null
  /** All its files; null where they cannot be read. */
  readonly fileBytes: number | null
  readonly modifiedAtMs: number | null
  /** As its engine would run it by itself. `unknown` also where it is broken, or not read yet. */
  readonly verdict: Verdict
  readonly contextTokens: number | null
  readonly needBytes: number | null
  readonly needRamBytes: number | null
  /** null: none fits, or nothing depends on it. */
  readonly longestContextTokens: number | null
  readonly trainedContextTokens: number | null
  /** A server has it in memory now: it takes no more room. */
  readonly isLoaded: boolean
  /** One sentence: what is wrong with its files; null where nothing is. */
  readonly trouble: string | null
}
