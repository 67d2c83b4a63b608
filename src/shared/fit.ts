/** Design §2: what a load would come to. */
export type Verdict = 'fits' | 'tight' | 'no' | 'unknown'

/** Bytes by part (design §3). */
export interface FitParts {
  readonly weightsBytes: number
  readonly kvBytes: number
  readonly recurrentBytes: number
  readonly computeBytes: number
  readonly outputBytes: number
  readonly projectorBytes: number
  readonly draftBytes: number
  readonly overheadBytes: number
}

export type FitEngine = 'llama.cpp' | 'ollama' | 'mlx'

export interface FitModel {
  /** null: there is no file, it is guessed from a family's size. */
  readonly path: string | null
  readonly name: string
  /** null: none of those that we know runs it (a model for images). */
  readonly engine: FitEngine | null
  /** What runs the engine, where people know it by that. */
  readonly program?: 'lm-studio'
  readonly architecture: string | null
  readonly quantization: string | null
  readonly fileBytes: number | null
  readonly layers: number | null
}

/** How one part comes about, for whoever wants to check it. */
export interface FitPartDetail {
  readonly part: keyof FitParts
  readonly bytes: number
  readonly onGpuBytes: number
  /** null: it cannot be told how far off it is. */
  readonly lowBytes: number | null
  readonly highBytes: number | null
  readonly basis: FitBasis
  readonly formula: string
}

/**
 * `exact`: from the table of tensors or the engine's own formula, held against recorded logs; `approximate`: by a formula that
 * comes close; `upper bound`: for kinds of models that we do not know; `guess`: from a family's size; `unknown`: nothing can be
 * said, and the bytes are 0.
 */
export type FitBasis = 'exact' | 'approximate' | 'upper bound' | 'guess' | 'unknown'

/**
 * `combination`: several of the others together; `bigger-mac`: nothing here suffices. The order in which they are given is that of
 * what they cost whoever uses the model (fit/advice/rungs.ts).
 */
export type AdviceKind =
  | 'parallel'
  | 'unload'
  | 'kv-type'
  | 'ubatch'
  | 'context'
  | 'quit'
  | 'other-engine'
  | 'cpu-moe'
  | 'smaller-quant'
  | 'gpu-layers'
  | 'combination'
  | 'bigger-mac'

export interface FitAdvice {
  readonly kind: AdviceKind
  /** Of more than three things together each is a line. */
  readonly text: string
  /** By how much less is missing then, of GPU and RAM where more is. */
  readonly savesBytes: number
  /** With this alone it fits. */
  readonly isEnough: boolean
  /** With this alone: `fits` or `tight` where it is enough; `unknown` where nobody can tell how much comes back. */
  readonly verdict: Verdict
  /** Written behind the engine's command, or as its setting is written, each on a line of its own; null where there is none. */
  readonly flag: string | null
  readonly how: AdviceHow
  /** What is given up for it, in a few words; null: nothing. */
  readonly costs: string | null
}

/** How it is done, by the engine's version and program. */
export type AdviceHow =
  /** Behind the engine's command. */
  | { readonly kind: 'flag'; readonly text: string }
  /** A whole command, for a shell. */
  | { readonly kind: 'command'; readonly text: string }
  /** For the environment of a server, which reads it when it starts; `where`: how it gets there. */
  | { readonly kind: 'variable'; readonly text: string; readonly where: string }
  | { readonly kind: 'menu'; readonly text: string }
  /** In a chat of `ollama run`, a line for each; `modelfile`: the same as lines of a Modelfile. */
  | { readonly kind: 'request'; readonly text: string; readonly modelfile: string }
  /** What somebody does, in words. */
  | { readonly kind: 'act'; readonly text: string }
  | { readonly kind: 'several'; readonly each: readonly AdviceHow[] }

/** The longest context that fits with keys and values of one type. */
export interface LongestContext {
  readonly kvType: string
  /** null: not even the shortest one fits. */
  readonly contextTokens: number | null
  /** A longer one was not looked for: the model was made for no more. */
  readonly isAsMadeFor?: true
}

/** `headroom fit --json` (design §3). `needBytes` is the sum of `onGpu`, `needRamBytes` that of `parts`. */
export interface Fit {
  readonly schema: 'headroom/fit/1'
  readonly verdict: Verdict
  readonly model: FitModel
  /**
   * As the engine would resolve it: of all sequences together; of MLX, which keeps each by itself, of one. null: nothing of it
   * depends on a context.
   */
  readonly contextTokens: number | null
  readonly parallel: number | null
  /**
   * How sequences have the context: `one` has it all; they have it together (`shared`), a part each (`split`: it is the sum), or
   * as much each (`each`).
   */
  readonly sharing: 'one' | 'shared' | 'split' | 'each'
  readonly parts: FitParts
  readonly onGpu: FitParts
  readonly details: readonly FitPartDetail[]
  readonly needBytes: number
  readonly needRamBytes: number
  /** The headline: the smaller of both rooms. */
  readonly roomBytes: number | null
  /** What it is the room of: `this machine now`. */
  readonly roomOf: string
  readonly ramRoomBytes: number | null
  readonly gapBytes: number | null
  readonly maxContextThatFits: number | null
  readonly longestContexts: readonly LongestContext[]
  /** In RAM while it is used; `bytes` null: nothing bounds it. */
  readonly growth: { readonly bytes: number | null; readonly what: string } | null
  readonly advice: readonly FitAdvice[]
  readonly errorBand: { readonly lowBytes: number; readonly highBytes: number }
  /** The weakest of its parts. */
  readonly basis: FitBasis
  /** What real loads on this machine have changed of it; null: nothing was learnt of this model, or nothing is used. */
  readonly learnt: { readonly loads: number; readonly byBytes: number } | null
  readonly remarks: readonly string[]
}
