const dayMs = 86_400_000
/** What is small goes on when there is little left: an answer must be covered so many times. */
const coverage = 20

export interface AllowanceSize {
  /** What may be written at once, after a rest. */
  readonly mostBytes: number
  readonly bytesPerDay: number
}

/** How much may be written: it fills up with time, and what was taken beyond it is missing later. */
export interface Allowance {
  has(bytes: number, nowMs: number): boolean
  /** Above one half whatever there is, below it only what is small beside what is left. */
  hasAmply(bytes: number, nowMs: number): boolean
  take(bytes: number): void
}

export function createAllowance({ mostBytes, bytesPerDay }: AllowanceSize): Allowance {
  let leftBytes = mostBytes
  let lastMs: number | null = null
  const leftAt = (nowMs: number): number => {
    // a clock that was set back fills nothing
    const passedMs = lastMs === null ? 0 : Math.max(0, nowMs - lastMs)
    lastMs = nowMs
    leftBytes = Math.min(mostBytes, leftBytes + (passedMs / dayMs) * bytesPerDay)
    return leftBytes
  }
  return {
    has: (bytes, nowMs) => bytes <= leftAt(nowMs),
    hasAmply: (bytes, nowMs) => {
      const left = leftAt(nowMs)
      return left >= mostBytes / 2 ? bytes <= left : coverage * bytes <= left
    },
    take: (bytes) => {
      leftBytes -= bytes
    },
  }
}
