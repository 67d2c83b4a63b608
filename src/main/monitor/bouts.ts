/** How bouts of closer looking follow one another while what calls for them does not end, in milliseconds. */
export interface BoutTimes {
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  /** So long after the last one it is another story. */
  readonly quietAfterMs: number
}

/** Bouts of closer looking: the first at once, and each further one after twice as long. */
export interface Bouts {
  /** Something calls for one; answers with whether it begins now. */
  begin(atMs: number): boolean
  /** -Infinity: there was none. */
  lastAtMs(): number
}

export function createBouts({ firstWaitMs, longestWaitMs, quietAfterMs }: BoutTimes): Bouts {
  let waitMs = firstWaitMs
  let lastAtMs = Number.NEGATIVE_INFINITY
  return {
    lastAtMs: () => lastAtMs,
    begin: (atMs) => {
      const sinceMs = atMs - lastAtMs
      const isAnother = sinceMs < 0 || sinceMs > quietAfterMs // below 0: the clock was set back
      if (isAnother) waitMs = firstWaitMs
      else if (sinceMs < waitMs) return false
      else waitMs = Math.min(longestWaitMs, waitMs * 2)
      lastAtMs = atMs
      return true
    },
  }
}
