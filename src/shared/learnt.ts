import type { FitEngine, FitParts } from './fit.ts'

/**
 * What real loads of one model by one engine came to, against what was estimated for them. Sizes that an engine reports, never
 * what Headroom has guessed.
 */
export interface LearntModel {
  readonly id: string
  readonly engine: FitEngine
  /** `b6800`, `0.9.2`; null: the engine did not tell. */
  readonly build: string | null
  /** As people call it. */
  readonly model: string
  readonly loads: number
  readonly lastAtMs: number
  /** By how much the next estimate is corrected, of each part that it is: 1.02 is two hundredths more. Bounded. */
  readonly ratios: Readonly<Partial<Record<keyof FitParts, number>>>
}

/** The limit of this machine, as an engine printed it when Metal told it. */
export interface LearntLimit {
  readonly limitBytes: number
  readonly atMs: number
  /** The program that printed it, as people call it; null: its log does not tell. */
  readonly program: string | null
  /** What `iogpu.wired_limit_mb` was then; null: macOS chose. Another one makes it old. */
  readonly overrideBytes: number | null
  /** The machine of then: other RAM, or a later macOS, makes it old. */
  readonly ramBytes: number
  readonly macOsMajor: number
}

/** Where the most of the runs lie, and the one in their middle. */
export interface GrowthBand {
  readonly low: number
  readonly middle: number
  readonly high: number
}

/** How a model that grows usually grows: of its engine's own processes. */
export interface LearntGrowth {
  readonly id: string
  /** Of its server, as people call it: `mlx-lm`. */
  readonly engine: string
  readonly model: string
  readonly runs: number
  readonly lastAtMs: number
  readonly bytesPerSecond: GrowthBand
  /** null: of too few runs the tokens are known. */
  readonly bytesPerToken: GrowthBand | null
}

/** All that Headroom has learnt on this machine. */
export interface Learnt {
  readonly schema: 'headroom/learnt/1'
  readonly models: readonly LearntModel[]
  readonly limit: LearntLimit | null
  readonly growths: readonly LearntGrowth[]
  /** Why the file was not used, or is not written; null: nothing is wrong. */
  readonly trouble: string | null
}

export const nothingLearnt: Learnt = {
  schema: 'headroom/learnt/1',
  models: [],
  limit: null,
  growths: [],
  trouble: null,
}

/** One of its models or growths by its id, the limit, or all of it. */
export type ForgetLearntInput =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'limit' }
  | { readonly kind: 'all' }
