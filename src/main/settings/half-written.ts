import type { Clock } from '../host/host.ts'

/** An editor that writes in place is done by then. */
const settleMs = 1_000

export interface HalfWritten {
  /** The very same text stood there a while ago: whatever is wrong with it, nobody is about to write the rest. */
  hasSettled(text: string): boolean
  /** Looks once more when it may have settled. */
  later(look: () => void): void
}

/** A file that is followed is seen while others write it, and what is broken then is not what they mean. */
export function createHalfWritten(clock: Clock): HalfWritten {
  let seen: { readonly text: string; readonly atMs: number } | null = null
  let isAwaited = false
  return {
    hasSettled: (text) => {
      const atMs = clock.nowMs()
      if (seen === null || seen.text !== text || seen.atMs > atMs) seen = { text, atMs }
      return atMs - seen.atMs >= settleMs
    },
    later: (look) => {
      if (isAwaited) return
      isAwaited = true
      clock.after(settleMs, () => {
        isAwaited = false
        look()
      })
    },
  }
}
