/** So many wrong tokens within this time, and whoever has said them is answered no more for a while. */
const mostWrong = 10
const withinMs = 60_000
/** The first time; each further one is twice as long. */
const firstLockMs = 60_000
const longestLockMs = 3_600_000
/** After so long without a wrong token nothing is held against it any more. */
const forgottenAfterMs = 24 * 3_600_000
/** Of those that are locked out, and of those that are not: of more, those that were wrong longest ago are forgotten. */
const maxKept = 4_096

interface Wrongs {
  readonly sinceMs: number
  readonly lastMs: number
  readonly count: number
  readonly lockedUntilMs: number
  /** How often it was locked out. */
  readonly lockOuts: number
}

/** Who has said wrong tokens. Each is counted for itself: nobody is locked out for another. */
export interface LockOut {
  /** null: it may ask. Also the right token is not looked at meanwhile: the answer would tell that it was right. */
  lockedForMs(key: string, nowMs: number): number | null
  /** Answers whether that has locked it out. */
  wrong(key: string, nowMs: number): boolean
}

export function createLockOut(): LockOut {
  const trying = new Map<string, Wrongs>()
  // apart, so that strangers who try once by the thousand let nobody out
  const locked = new Map<string, Wrongs>()
  const lockedForMs = (key: string, nowMs: number): number | null => {
    const leftMs = (locked.get(key)?.lockedUntilMs ?? 0) - nowMs
    // no longer than it can be: the clock may have been set back
    return leftMs > 0 ? Math.min(leftMs, longestLockMs) : null
  }
  return {
    lockedForMs,
    wrong: (key, nowMs) => {
      if (lockedForMs(key, nowMs) !== null) return false
      const next = stepWrongs(trying.get(key) ?? locked.get(key) ?? null, nowMs)
      const isLocked = next.lockedUntilMs > nowMs
      trying.delete(key)
      locked.delete(key)
      keepIn(isLocked ? locked : trying, key, next)
      return isLocked
    },
  }
}

/** A map is in the order in which its keys were set: the first was wrong longest ago. */
function keepIn(kept: Map<string, Wrongs>, key: string, wrongs: Wrongs): void {
  kept.set(key, wrongs)
  const [oldest] = kept.keys()
  if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest)
}

function stepWrongs(before: Wrongs | null, nowMs: number): Wrongs {
  const isFresh = before === null || Math.abs(nowMs - before.lastMs) > forgottenAfterMs
  const lockOuts = isFresh ? 0 : before.lockOuts
  const isSameRow = !isFresh && before.count > 0 && Math.abs(nowMs - before.sinceMs) <= withinMs
  const count = isSameRow ? before.count + 1 : 1
  const sinceMs = isSameRow ? before.sinceMs : nowMs
  if (count < mostWrong) return { sinceMs, lastMs: nowMs, count, lockedUntilMs: 0, lockOuts }
  const lockMs = Math.min(longestLockMs, firstLockMs * 2 ** lockOuts)
  const lockedUntilMs = nowMs + lockMs
  return { sinceMs, lastMs: nowMs, count: 0, lockedUntilMs, lockOuts: lockOuts + 1 }
}
