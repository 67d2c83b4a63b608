/** How a model is run by mlx-lm, as the options of its programs say it (mlx_lm/generate.py, server.py). */
export interface MlxRun {
  /** Text of one sequence, prompt and answer; null: what the model was made for, but not more than usual. */
  readonly contextTokens: number | null
  /** Sequences at once. */
  readonly parallel: number
  /** `--kv-bits`; null: keys and values stay as they are. */
  readonly kvBits: 4 | 8 | null
  readonly kvGroupSize: number
  /** `--quantized-kv-start`: 5000 on the command line, 0 where it is called from Python. */
  readonly quantizedKvStartTokens: number
  /** `--max-kv-size`. */
  readonly maxKvTokens: number | null
  /** `--prefill-step-size`. */
  readonly prefillStepTokens: number
  /** Of the GPU: freed buffers are kept until it is near; null: it is not known. */
  readonly limitBytes: number | null
}

export const defaultMlxRun: MlxRun = {
  contextTokens: null,
  parallel: 1,
  kvBits: null,
  kvGroupSize: 64,
  quantizedKvStartTokens: 5_000,
  maxKvTokens: null,
  prefillStepTokens: 2_048,
  limitBytes: null,
}

/** Caches grow by so many tokens (`step` in mlx_lm/models/cache.py). */
export const stepTokens = 256

/** Nothing is taken for text that is not there: models for a million tokens are reckoned with what people do use. */
export const usualContextTokens = 32_768

/** `--prompt-concurrency` of the server: more prompts wait. */
export const promptsAtOnce = 8

export const paddedTokens = (tokens: number): number => Math.ceil(tokens / stepTokens) * stepTokens
