import type { Clock } from '../../src/main/host/host.ts'
import { createVirtualClock } from '../../src/main/host/virtual-clock.ts'

/** Time that passes only when the test lets it. */
export interface DrivenClock extends Clock {
  /** All that comes due meanwhile has happened when this is done. */
  advance(ms: number): void
  /** Sets the wall clock, as a person or a time server would; timers go on undisturbed. */
  set(byMs: number): void
  /** Since the beginning, whatever the wall clock says. */
  passedMs(): number
  /** Whoever still waits. */
  nextAtMs(): number | null
}

const startAtMs = 1_795_200_000_000

export function createDrivenClock(): DrivenClock {
  const virtual = createVirtualClock(startAtMs, [])
  let shiftMs = 0
  return {
    nowMs: () => virtual.nowMs() + shiftMs,
    after: (delayMs, wake) => virtual.after(delayMs, wake),
    advance: (ms) => {
      const arrived = { isThere: false }
      virtual.after(ms, () => {
        arrived.isThere = true
      })
      while (!arrived.isThere) virtual.step()
    },
    set: (byMs) => {
      shiftMs += byMs
    },
    passedMs: () => virtual.nowMs() - startAtMs,
    nextAtMs: virtual.nextAtMs,
  }
}
