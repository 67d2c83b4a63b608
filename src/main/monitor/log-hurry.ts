import type { Clock } from '../host/host.ts'

/** However fast logs tell failures: so many at once, and another one for each while that passes. */
const failuresAtOnce = 4
const failureEveryMs = 250
/** What fails together is told together: many logs may tell of one cause. */
const togetherMs = 50
/** What only gives notice is told this long after anything else was. */
const noticeAfterMs = 250

/** Between two ticks: acts soon, but not without end, whatever logs hold. */
export interface LogHurry {
  /** Of a failure, or of what a person has just done. */
  failure(): void
  /** Figures come with each prompt: what they give notice of takes nothing from the failures. */
  notice(): void
}

export function createLogHurry(clock: Clock, act: () => void): LogHurry {
  const allowed = createAllowed()
  let lastAtMs = Number.NEGATIVE_INFINITY
  let failedAtMs = Number.NEGATIVE_INFINITY
  let due: { readonly atMs: number; readonly cancel: () => void } | null = null

  const go = (): void => {
    due?.cancel()
    due = null
    lastAtMs = clock.nowMs()
    act()
  }
  const actIn = (waitMs: number, nowMs: number, begin: () => void): void => {
    if (due !== null && isBetween(due.atMs - nowMs, 0, waitMs)) return
    due?.cancel()
    due = null
    if (waitMs <= 0) begin()
    else due = { atMs: nowMs + waitMs, cancel: clock.after(waitMs, begin) }
  }

  return {
    failure: () => {
      const nowMs = clock.nowMs()
      const waitMs = Math.max(leftMs(failedAtMs, togetherMs, nowMs), allowed.inMs(nowMs))
      actIn(waitMs, nowMs, () => {
        failedAtMs = clock.nowMs()
        allowed.take(failedAtMs)
        go()
      })
    },
    notice: () => {
      const nowMs = clock.nowMs()
      actIn(leftMs(lastAtMs, noticeAfterMs, nowMs), nowMs, go)
    },
  }
}

/** A clock that was set back holds up nobody. */
function leftMs(sinceMs: number, waitMs: number, nowMs: number): number {
  const left = sinceMs + waitMs - nowMs
  return isBetween(left, 0, waitMs) ? left : 0
}

const isBetween = (value: number, least: number, most: number): boolean =>
  value >= least && value <= most

/** Fills up with time. */
function createAllowed() {
  let left = failuresAtOnce
  let filledAtMs = Number.NEGATIVE_INFINITY
  const fill = (nowMs: number): void => {
    const passedMs = nowMs - filledAtMs
    // a clock that was set back fills nothing
    if (passedMs > 0) left = Math.min(failuresAtOnce, left + passedMs / failureEveryMs)
    filledAtMs = nowMs
  }
  return {
    inMs: (nowMs: number): number => {
      fill(nowMs)
      return left >= 1 ? 0 : Math.ceil((1 - left) * failureEveryMs)
    },
    take: (nowMs: number): void => {
      fill(nowMs)
      left = Math.max(0, left - 1)
    },
  }
}
