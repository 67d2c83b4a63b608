import type { AdviceHow, AdviceKind, Fit, FitEngine, Verdict } from '../../shared/fit.ts'
import type { ContextRange } from '../inference/estimate/longest-context.ts'
import type { Need } from '../inference/estimate/need.ts'
import type { Rung } from './advice/rungs.ts'

/** What may be changed to see what it would come to. */
export interface Changes {
  readonly contextTokens?: number
  /** Of keys and values alike, as the engine names it. */
  readonly kvType?: string
  readonly parallel?: number
  readonly ubatchTokens?: number
  readonly gpuLayers?: number
  readonly cpuMoeLayers?: number
  /** Another file of the same model, by one of the names in its way. */
  readonly quantization?: string
  /** Run by llama.cpp itself. */
  readonly engine?: 'llama.cpp'
}

/** A model as one engine would run it: what it takes, and what it would take otherwise. */
export interface Sizer {
  /** null: no engine that we know runs it. */
  readonly engine: FitEngine | null
  /** What runs the engine, where people know it by that. */
  readonly program?: 'lm-studio'
  /** Without bands where it is changed: those are only tried. */
  need(changes?: Changes): Need
  /** As it is run, all sequences together; null: nothing of it depends on a context. */
  readonly contextTokens: number | null
  readonly parallel: number | null
  /** How far and in which steps the context can be changed; null: not at all. */
  readonly range: ContextRange | null
  /** How long a context the model was made for, in the tokens of the range; null: it does not say. */
  readonly trainedTokens?: number | null
  /** Types of keys and values that the engine takes, the usual one first; empty: there are none to choose. */
  readonly kvTypes: readonly string[]
  /** As it is run; null: there are no keys and values, or they are of two types. */
  readonly kvType: string | null
  readonly ways: readonly Way[]
  /** How changes are asked for, alone or together. */
  readonly setting: (changes: Changes) => Setting
  readonly sharing: Fit['sharing']
  /** What real loads on this machine have changed of it; missing: nothing was learnt of it. */
  readonly learnt?: Fit['learnt']
  /** What the engine does by itself, in whole sentences. */
  readonly remarks: (verdict: Verdict) => readonly string[]
}

/** A way to take less that the engine has in its version; the context is none of them: it is changed in steps of its own. */
export interface Way {
  readonly kind: AdviceKind
  readonly rung: Rung
  /** From the least change to the greatest; none that is so already. */
  readonly steps: readonly Changes[]
  readonly text: (changes: Changes) => string
  readonly costs: string
}

export interface Setting {
  /** null: there is no option, only a setting, or nothing at all. */
  readonly flag: string | null
  readonly how: AdviceHow
}
