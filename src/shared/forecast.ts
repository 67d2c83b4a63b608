import type { AppId, ModelId, ServerId } from './ids.ts'

/** What is to come of the room. Says nothing of what it does not know. */
export interface Forecast {
  /** null: room does not shrink, as far as can be told. */
  readonly runsOut: RunsOut | null
  /** Of each model that works, or that something may still grow of. */
  readonly models: readonly ModelForecast[]
  /** What has gone to swap since the load, or the generation, of now began; null where none is under way. */
  readonly swapGrowth: SwapGrowth | null
}

/** When the first of both rooms ends. */
export interface RunsOut {
  readonly line: 'gpu' | 'ram'
  /** Limit of the GPU, or all of RAM. */
  readonly lineBytes: number
  /** On that line. */
  readonly roomBytes: number
  /** By how much it shrinks; above 0. */
  readonly bytesPerSecond: number
  readonly msLeft: number
  /** The range that it lies in as likely as not to be wrong one time in ten. */
  readonly lowMsLeft: number
  readonly highMsLeft: number
  /** `trend`: as the room has moved; `known`: by bytes per token, tokens per second; `both`: they agree. */
  readonly by: 'trend' | 'known' | 'both'
  /** `sure`: steady and long enough; `likely`: short, or uneven. */
  readonly sureness: 'sure' | 'likely'
  /** What still comes at most, where that is known (a prompt of a known length); null: nothing bounds it. */
  readonly toComeBytes: number | null
  readonly grower: Grower | null
}

/** Who grows: the most of what the room loses is theirs. */
export type Grower = (
  | { readonly kind: 'app'; readonly appId: AppId }
  | { readonly kind: 'model'; readonly modelId: ModelId; readonly serverId: ServerId }
) & {
  readonly name: string
  readonly bytesPerSecond: number
}

/**
 * `memory`: its cache grows with each token (MLX family, PyTorch): tokens end with the room. `context`: its cache is taken
 * already (llama.cpp, Ollama): tokens end with the context.
 */
export interface ModelForecast {
  readonly modelId: ModelId
  readonly endsWith: 'memory' | 'context'
  readonly tokensLeft: number | null
  /** null where it is not known how fast it works. */
  readonly msLeft: number | null
  /** null where nothing is known of its cache, and where it is taken already. */
  readonly bytesPerToken: number | null
  /** By how much its program may still grow beside its cache (prompt cache, checkpoints); null: nothing is known of that. */
  readonly mayGrow: { readonly bytes: number | null; readonly what: string } | null
}

export interface SwapGrowth {
  readonly sinceMs: number
  readonly bytes: number
  readonly bytesPerSecond: number | null
  /** What began then; null where several did. */
  readonly modelId: ModelId | null
}
