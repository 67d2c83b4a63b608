import type { Clock } from '../../host/host.ts'
import type { SleepPort } from './updater-port.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** A Mac that has just started, or woken, has other things to do, and often no network yet. */
const settledAfterMs = minuteMs
const everyMs = 24 * hourMs
/** After a failure, and after each that follows it. */
const retriesMs: readonly number[] = [15 * minuteMs, hourMs, 4 * hourMs]

export interface CheckClock {
  /** A minute from now, and then once a day. */
  start(): void
  stop(): void
  /** How the last check went. */
  checked(hasFailed: boolean): void
  /** It stops for good. */
  close(): void
}

/**
 * When to ask of itself. By the wall clock: timers stand still while a Mac sleeps, so what came due meanwhile is asked a minute
 * after it has woken.
 */
export function createCheckClock(
  { clock, sleep }: { readonly clock: Clock; readonly sleep: SleepPort },
  check: () => void,
): CheckClock {
  let dueAtMs: number | null = null
  let isAsleep = false
  let failures = 0
  let callOff: () => void = () => undefined

  const arm = (leastMs: number): void => {
    callOff()
    if (dueAtMs === null || isAsleep) return
    callOff = clock.after(Math.max(dueAtMs - clock.nowMs(), leastMs), check)
  }
  const dueIn = (ms: number): void => {
    dueAtMs = clock.nowMs() + ms
    arm(0)
  }
  const stop = (): void => {
    dueAtMs = null
    failures = 0
    callOff()
  }
  const ends = [
    sleep.onSleep(() => {
      isAsleep = true
      callOff()
    }),
    sleep.onWake(() => {
      isAsleep = false
      arm(settledAfterMs)
    }),
  ]
  return {
    start: () => dueIn(settledAfterMs),
    stop,
    checked: (hasFailed) => {
      failures = hasFailed ? failures + 1 : 0
      if (dueAtMs !== null) dueIn(hasFailed ? (retriesMs[failures - 1] ?? everyMs) : everyMs)
    },
    close: () => {
      stop()
      ends.forEach((end) => end())
    },
  }
}
