import type { Host } from '../host/host.ts'

/** A replay moves a tick to the next recorded instant, up to this many periods away. */
const slackPeriods = 10
/** However much happens, hurried ticks are no nearer to each other than this. */
const hurryEveryMs = 1_000
/** How long a replay that is paused waits for nothing, again and again. */
const vigilMs = 1_000

export interface Ticking {
  tick(): Promise<unknown>
  /** How often there is to be one, as of now. */
  periodMs(): number
  /** Since when there is none; null where there was none yet. */
  lastAtMs(): number | null
}

/** One tick after the other, never two at a time; it stands still until it is hurried. */
export interface Loop {
  /** A tick at once, or as soon as one may be hurried again; others follow. */
  hurry(): void
  /** The period may have changed: the next tick is placed anew. */
  replan(): void
  /** No more ticks until it is hurried. One that is under way ends. */
  pause(): void
  /** As a pause, and nothing waits for the clock any more. */
  stop(): void
}

/** What is left of a period; a clock that was set back must not hold up the next tick. */
const leftOf = (periodMs: number, sinceMs: number): number =>
  sinceMs < 0 ? periodMs : Math.max(0, periodMs - sinceMs)

export function createLoop({ clock, mode }: Host, ticking: Ticking): Loop {
  let isRunning = false
  let isTicking = false
  /** A hurried tick is owed. */
  let isHurried = false
  let hurriedAtMs: number | null = null
  let cancelNext: (() => void) | null = null

  const leftSince = (periodMs: number, lastAtMs: number | null): number =>
    lastAtMs === null ? 0 : leftOf(periodMs, clock.nowMs() - lastAtMs)

  const goOn = async (): Promise<void> => {
    cancelNext = null
    isTicking = true
    if (isHurried) hurriedAtMs = clock.nowMs()
    isHurried = false
    await ticking.tick()
    isTicking = false
    place()
  }

  const place = (): void => {
    if (!isRunning) return
    cancelNext?.()
    cancelNext = null
    if (isTicking) return // it places the next itself
    const periodMs = ticking.periodMs()
    const regularMs = leftSince(periodMs, ticking.lastAtMs())
    const hurriedMs = isHurried ? leftSince(hurryEveryMs, hurriedAtMs) : regularMs
    // at once, without the clock: a replay would move it to its next instant
    if (isHurried && hurriedMs === 0) return void goOn()
    const delayMs = Math.min(regularMs, hurriedMs)
    cancelNext = clock.after(delayMs, () => void goOn(), periodMs * slackPeriods)
  }

  const stop = (): void => {
    isRunning = false
    cancelNext?.()
    cancelNext = null
  }

  const pause = (): void => {
    stop()
    // a replay ends when nobody waits for its time
    if (mode === 'replay') cancelNext = clock.after(vigilMs, pause)
  }

  return {
    hurry: () => {
      isRunning = true
      isHurried = true
      place()
    },
    replan: place,
    pause,
    stop,
  }
}
