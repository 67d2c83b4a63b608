import type { Clock } from '../../../src/main/host/host.ts'
import { createVirtualClock, type VirtualClock } from '../../../src/main/host/virtual-clock.ts'

export interface CountedClock {
  readonly clock: Clock
  readonly virtual: VirtualClock
  /** How many wait for it. */
  waiting(): number
}

/** A clock that is driven, and knows who waits. */
export function createCountedClock(startAtMs: number): CountedClock {
  const virtual = createVirtualClock(startAtMs, [])
  let waiting = 0
  return {
    virtual,
    waiting: () => waiting,
    clock: {
      nowMs: virtual.nowMs,
      after: (delayMs, wake) => {
        let isWaiting = true
        const done = (): void => {
          if (isWaiting) waiting--
          isWaiting = false
        }
        waiting++
        const cancel = virtual.after(delayMs, () => {
          done()
          wake()
        })
        return () => {
          done()
          cancel()
        }
      },
    },
  }
}
