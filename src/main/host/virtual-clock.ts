import { countEarly } from './bisect.ts'
import type { Clock } from './host.ts'

/** A clock that stands still until it is driven: the time of a replay. */
export interface VirtualClock extends Clock {
  /** When the next wake is due; null where nobody waits. */
  nextAtMs(): number | null
  /** Goes to the next wake and wakes whoever is due there, in the order of their asking. */
  step(): void
}

interface Wake {
  readonly atMs: number
  readonly order: number
  readonly wake: () => void
}

/** A recorded tick that fired a little early still counts as the one that was waited for. */
const earlyMs = 5

/** `instants`: the moments at which something was recorded, ascending. */
export function createVirtualClock(startAtMs: number, instants: readonly number[]): VirtualClock {
  let nowMs = startAtMs
  let order = 0
  const wakes = new Set<Wake>()

  const next = (): Wake | null => {
    let first: Wake | null = null
    for (const wake of wakes) {
      const isSooner =
        first === null ||
        wake.atMs < first.atMs ||
        (wake.atMs === first.atMs && wake.order < first.order)
      if (isSooner) first = wake
    }
    return first
  }

  const instantNear = (atMs: number, slackMs: number): number => {
    const isEarly = (instant: number): boolean => instant < atMs - earlyMs || instant <= nowMs
    const found = instants[countEarly(instants, isEarly)]
    return found !== undefined && found <= atMs + slackMs ? found : atMs
  }

  return {
    nowMs: () => nowMs,
    after: (delayMs, wake, slackMs = 0) => {
      const wantedAtMs = nowMs + Math.max(0, delayMs)
      const atMs = slackMs > 0 ? instantNear(wantedAtMs, slackMs) : wantedAtMs
      const entry: Wake = { atMs, order: order++, wake }
      wakes.add(entry)
      return () => void wakes.delete(entry)
    },
    nextAtMs: () => next()?.atMs ?? null,
    step: () => {
      const due = next()
      if (due === null) return
      wakes.delete(due)
      nowMs = Math.max(nowMs, due.atMs)
      due.wake()
    },
  }
}
