/** A writer that is never quiet is not looked at for every line. */
const shortestGapMs = 50

export interface Pace {
  /** A look as soon as may be: after the one under way, and not too soon after the last. */
  wake(): void
  wakeIn(delayMs: number): void
  /** Done when no look is under way any more. */
  stop(): Promise<void>
}

/** One look at a time. `look` must not reject. Its timers keep no program alive. */
export function createPace(look: () => Promise<void>): Pace {
  let running: Promise<void> | null = null
  let isWanted = false
  let isStopped = false
  let endedAtMs = -shortestGapMs
  let timer: NodeJS.Timeout | null = null
  let timerAtMs = Number.POSITIVE_INFINITY

  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    timerAtMs = Number.POSITIVE_INFINITY
  }
  const wakeIn = (delayMs: number): void => {
    const atMs = performance.now() + delayMs
    if (isStopped || atMs >= timerAtMs) return
    cancel()
    timerAtMs = atMs
    timer = setTimeout(wake, delayMs).unref()
  }
  const run = async (): Promise<void> => {
    isWanted = false
    await look()
    endedAtMs = performance.now()
    running = null
    if (isWanted) wake()
  }
  const wake = (): void => {
    if (isStopped) return
    if (running !== null) {
      isWanted = true
      return
    }
    const waitMs = endedAtMs + shortestGapMs - performance.now()
    if (waitMs > 0) {
      wakeIn(waitMs)
      return
    }
    cancel()
    running = run()
  }

  return {
    wake,
    wakeIn,
    stop: async () => {
      isStopped = true
      cancel()
      await running
    },
  }
}
