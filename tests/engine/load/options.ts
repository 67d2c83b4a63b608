/** How a model is loaded, once. On the CPU alone, each sequence with a cache of its own, 512 tokens at once. */
export interface LoadOptions {
  /** Of all sequences together. */
  readonly contextTokens: number
  readonly sequences: number
  readonly flashAttention: 'auto' | 'on' | 'off'
  readonly kvType: 'f16' | 'q8_0'
  readonly isSlidingFull: boolean
  readonly usesMmap: boolean
}

export const batchTokens = 512

export const usualLoad: LoadOptions = {
  contextTokens: 4_096,
  sequences: 1,
  flashAttention: 'auto',
  kvType: 'f16',
  isSlidingFull: false,
  usesMmap: true,
}

/** How the log of each load begins. */
export const loadBegins = 'llama_model_loader: loaded meta data with '
