/**
 * How the limit of the GPU can be raised on this Mac, and within which bounds; or why it cannot. `iogpu.wired_limit_mb` holds until
 * the next restart; 0 gives the choice back to macOS.
 */
export type LimitGuide =
  | {
      readonly kind: 'ok'
      readonly nowBytes: number
      /** What it was raised to; null: macOS chooses. */
      readonly raisedToBytes: number | null
      /** No less than this is a raise. */
      readonly leastBytes: number
      /** No more than this leaves macOS what it needs. */
      readonly mostBytes: number
      /** Up to here macOS keeps what is usual; beyond it swaps sooner. null where all of the bounds lie beyond. */
      readonly calmBytes: number | null
      /** What it does, and what it risks: a sentence each. */
      readonly does: string
      readonly risks: string
    }
  | { readonly kind: 'refused'; readonly reason: string }

/** The answer of `headroom limit`. */
export interface LimitRaise {
  readonly schema: 'headroom/limit/1'
  /** `shown`: only what could be done; `planned`, `unconfirmed`, `done`, `refused` as of an act; `unproved`: it was run, and reading back tells another. */
  readonly outcome: 'shown' | 'planned' | 'unconfirmed' | 'done' | 'unproved' | 'refused'
  readonly guide: LimitGuide
  /** What was asked for; null: macOS is to choose again, or nothing was asked for. */
  readonly toBytes: number | null
  /** To be pasted into a terminal; null where nothing is to be run. */
  readonly command: string | null
  /** Read back; null where nothing was run. */
  readonly afterBytes: number | null
  readonly sentence: string
  readonly help: string | null
}
