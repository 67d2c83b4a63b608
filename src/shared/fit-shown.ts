import type { Fit, FitEngine } from './fit.ts'

/** null: as the engine does by itself. */
export interface FitInput {
  /** A path, or a name of Ollama, Hugging Face or LM Studio. */
  readonly model: string
  readonly engine: FitEngine | null
  /** llama.cpp's of all requests together, Ollama's and MLX's of each. */
  readonly contextTokens: number | null
  readonly kvType: string | null
  readonly parallel: number | null
}

export interface FitShown {
  readonly schema: 'headroom/fit-shown/1'
  readonly fit: Fit
  /** What it is held against, and what is taken of it already. */
  readonly room: FitRoomShown
  /** What the context may be slid between, and in which steps; null: nothing depends on it. */
  readonly contextRange: {
    readonly stepTokens: number
    readonly mostTokens: number
  } | null
  /** Types of keys and values that the engine takes. */
  readonly kvTypes: readonly string[]
  /** One whole command that runs it like this; null where there is none. */
  readonly command: string | null
}

export interface FitRoomShown {
  readonly of: string
  readonly roomBytes: number | null
  readonly gpuRoomBytes: number | null
  readonly ramRoomBytes: number | null
  readonly limitBytes: number | null
}
