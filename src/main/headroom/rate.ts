/** A counter that only grows, and when it was read. */
export interface Counted {
  readonly count: number
  readonly atMs: number
}

/** Two readings that lie further apart are no rate of now: the machine slept. */
const maxSpanMs = 120_000

/** Per second between two readings; null where there is no earlier one, the clock jumped or the counter began again. */
export function ratePerSecond(before: Counted | null, now: Counted): number | null {
  if (before === null) return null
  const spanMs = now.atMs - before.atMs
  const grown = now.count - before.count
  return spanMs <= 0 || spanMs > maxSpanMs || grown < 0 ? null : (grown / spanMs) * 1000
}

/** Keeps the reading before. Asked twice for one reading, it answers the same. */
export function createRate(): (now: Counted) => number | null {
  let before: Counted | null = null
  let last: Counted | null = null
  let rate: number | null = null
  return (now) => {
    if (last?.atMs === now.atMs) return rate
    before = last
    last = now
    rate = ratePerSecond(before, now)
    return rate
  }
}
