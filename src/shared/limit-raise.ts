/** What a Mac's GPU may be allowed beyond its limit of now. All of them are whole MiB, as the setting counts. */
export interface RaiseBounds {
  /** No less than this is a raise. */
  readonly leastBytes: number
  /** No more than this leaves macOS what it needs. */
  readonly mostBytes: number
  /** Up to here macOS keeps what is usual; beyond it swaps sooner. null where all of the bounds lie beyond. */
  readonly calmBytes: number | null
}

export const mibBytes = 2 ** 20
const gib = 2 ** 30
/** macOS is left no less: 56 of 64 and 112 of 128 GiB are the most that recorded Macs have run with (memory-estimate §4.2). */
const leftBytes = 8 * gib
const leftRatio = 1 / 8
/** What it is usually left (inference-logs §6). */
const calmLeftRatio = 1 / 4

/** The setting counts in whole MiB: what is more than that is cut off. */
export const wholeMib = (bytes: number): number => Math.floor(bytes / mibBytes)

const leavingRatio = (ramBytes: number, ratio: number): number =>
  wholeMib(ramBytes - Math.max(leftBytes, ramBytes * ratio)) * mibBytes

/** The most that leaves macOS what it needs; 0 where that is all. */
export const mostLimitBytes = (ramBytes: number): number =>
  Math.max(0, leavingRatio(ramBytes, leftRatio))

/** Within what the limit can be raised; null where the RAM is too little for any raise. */
export function raiseBounds(ramBytes: number, nowBytes: number): RaiseBounds | null {
  const leastBytes = (wholeMib(nowBytes) + 1) * mibBytes
  const mostBytes = mostLimitBytes(ramBytes)
  if (!(leastBytes <= mostBytes)) return null
  const calmBytes = leavingRatio(ramBytes, calmLeftRatio)
  return { leastBytes, mostBytes, calmBytes: calmBytes >= leastBytes ? calmBytes : null }
}

/**
 * How the limit of the GPU can be raised on this Mac, and within which bounds; or why it cannot. `iogpu.wired_limit_mb` holds until
 * the next restart; 0 gives the choice back to macOS.
 */
export type LimitGuide =
  | (RaiseBounds & {
      readonly kind: 'ok'
      readonly ramBytes: number
      readonly nowBytes: number
      /** By the rule of RAM and macOS: nobody could be asked. */
      readonly isNowEstimated: boolean
      /** What it was raised to; null: macOS chooses. */
      readonly raisedToBytes: number | null
      /** What it does, and what it risks: a sentence each. */
      readonly does: string
      readonly risks: string
      /** Why a raise gives less room now than it is high; null: it does not, or that is not known. */
      readonly roomNote: string | null
    })
  | {
      readonly kind: 'refused'
      readonly reason: string
      /** Whether it can be raised is not known: something did not tell. */
      readonly isUnknown: boolean
      /** It was raised, and can be set back all the same; null: it was not, or it cannot. */
      readonly raisedToBytes: number | null
    }

/** The answer of `headroom limit`. */
export interface LimitRaise {
  readonly schema: 'headroom/limit/1'
  /**
   * `shown`: only what could be done; `planned`, `unconfirmed`, `done`, `refused` as of an act; `unproved`: it was run, and reading
   * back tells another.
   */
  readonly outcome: 'shown' | 'planned' | 'unconfirmed' | 'done' | 'unproved' | 'refused'
  /** As it was before anything was run. */
  readonly guide: LimitGuide
  /** What was asked for, in whole MiB; null: macOS is to choose again, or nothing was asked for. */
  readonly toBytes: number | null
  /** To be pasted into a terminal; of `shown` an example. null where nothing is to be run. */
  readonly command: string | null
  /** The same for setting it back; null where it is not raised. */
  readonly revertCommand: string | null
  /** The limit as it was read back; null where nothing was run, or where it is not known. */
  readonly afterBytes: number | null
  readonly sentence: string
  readonly help: string | null
}

export interface RaiseLimitInput {
  /** null: macOS chooses again. */
  readonly toBytes: number | null
  readonly isDryRun: boolean
  /** Whoever asks knows what it does and risks; macOS asks for an administrator beside that. */
  readonly isConfirmed: boolean
}
