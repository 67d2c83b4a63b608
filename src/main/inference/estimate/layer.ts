import type { LayerState } from './layer-state.ts'

/** What one layer keeps of every token, and of every sequence. Elements, not bytes. */
export interface Layer {
  /** null: it has no cache of its own. */
  readonly attention: {
    readonly isSliding: boolean
    readonly keyElements: number
    readonly valueElements: number
  } | null
  /** Of one sequence, however long it is; null: it is not recurrent. */
  readonly state: LayerState | null
  /** A further cache of keys alone, for each token. */
  readonly indexerElements: number
  /**
   * It only predicts further tokens. Builds before June 2026 (#24060) kept nothing for those of glm4moe, bailingmoe2 and
   * exaone-moe, and builds since September 2026 (#28630 and what followed) for next to none.
   */
  readonly isUnused: boolean
}

export interface Layers {
  readonly layers: readonly Layer[]
  /** 0: none slides. */
  readonly slidingWindowTokens: number
  /** V is a part of K, and engines of today keep it once. */
  readonly isLatent: boolean
  /** Every sequence has cells of its own, though the cache be unified. */
  readonly isNeverUnified: boolean
  /** Drafts are taken back by copies of the state. */
  readonly rollsBack: boolean
  /** Which part of its architecture we know. */
  readonly knowledge: 'known' | 'unknown architecture' | 'beyond formulas'
}

export const emptyLayer: Layer = {
  attention: null,
  state: null,
  indexerElements: 0,
  isUnused: false,
}
