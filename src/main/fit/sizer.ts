import type { Fit, FitEngine, Verdict } from '../../shared/fit.ts'
import type { ContextRange } from '../inference/estimate/longest-context.ts'
import type { Need } from '../inference/estimate/need.ts'

/** What may be changed to see what it would come to. */
export interface Changes {
  readonly contextTokens?: number
  /** Of keys and values alike, as the engine names it. */
  readonly kvType?: string
  readonly parallel?: number
  readonly ubatchTokens?: number
  readonly gpuLayers?: number
  readonly cpuMoeLayers?: number
}

/** A model as one engine would run it: what it takes, and what it would take otherwise. */
export interface Sizer {
  /** null: no engine that we know runs it. */
  readonly engine: FitEngine | null
  /** Without bands where it is changed: those are only tried. */
  need(changes?: Changes): Need
  /** As it is run, all sequences together; null: nothing of it depends on a context. */
  readonly contextTokens: number | null
  readonly parallel: number | null
  /** How far and in which steps the context can be changed; null: not at all. */
  readonly range: ContextRange | null
  /** Types of keys and values that the engine takes, the usual one first; empty: there are none to choose. */
  readonly kvTypes: readonly string[]
  /** As it is run; null: there are no keys and values, or they are of two types. */
  readonly kvType: string | null
  readonly ways: readonly Way[]
  readonly sharing: Fit['sharing']
  /** What the engine does by itself, in whole sentences. */
  readonly remarks: (verdict: Verdict) => readonly string[]
}

/** A way to take less, and how it is asked for. */
export interface Way {
  readonly kind: 'kv-type' | 'parallel' | 'ubatch' | 'cpu-moe' | 'gpu-layers'
  /** From the least change to the greatest. */
  readonly steps: readonly Changes[]
  readonly text: (changes: Changes) => string
  /** null: there is no option, only a setting. */
  readonly flag: (changes: Changes) => string | null
}
