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
  /** The program that printed it. */
  readonly program: string
  /** What `iogpu.wired_limit_mb` was then; null: not known. Another one makes it old. */
  readonly overrideBytes: number | null
}

/** How a model that grows usually grows: of its engine's own processes. */
export interface LearntGrowth {
  readonly id: string
  readonly engine: string
  readonly model: string
  readonly runs: number
  readonly lastAtMs: number
  readonly bytesPerSecond: { readonly low: number; readonly middle: number; readonly high: number }
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
