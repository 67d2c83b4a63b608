/** A writer that is never quiet is not looked at for every line. */
const shortestGapMs = 50

export interface Pace {
  /** A look as soon as may be: after the one under way, and not too soon after the last. */
  wake(): void
  wakeIn(delayMs: number): void
  /** Done when a look has ended that began after this was asked, or when there are none any more. */
  looked(): Promise<void>
  /** Done when no look is under way any more. */
  stop(): Promise<void>
}

/** One look at a time. `look` must not reject. Its timers keep no program alive. */
export function createPace(look: () => Promise<void>): Pace {
  let running: Promise<void> | null = null
  let isWanted = false
  let isStopped = false
  let endedAtMs = -shortestGapMs
  let waiting: (() => void)[] = []

  const wakeIn = (delayMs: number): void => {
    if (!isStopped) alarm.ringIn(delayMs)
  }
  const run = async (): Promise<void> => {
    isWanted = false
    const served = waiting
    waiting = []
    await look()
    served.forEach((done) => done())
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
    // somebody who waits for a look is not kept waiting, least of all by a timer that keeps no program alive
    if (waitMs > 0 && waiting.length === 0) {
      wakeIn(waitMs)
      return
    }
    alarm.cancel()
    running = run()
  }
  const alarm = createAlarm(wake)

  return {
    wake,
    wakeIn,
    looked: () => {
      if (isStopped) return Promise.resolve()
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push(resolve)
      wake()
      return promise
    },
    stop: async () => {
      isStopped = true
      alarm.cancel()
      await running
      waiting.forEach((done) => done())
    },
  }
}

/** Rings once, at the earliest of the times that were asked for. */
function createAlarm(ring: () => void) {
  let timer: NodeJS.Timeout | null = null
  let ringsAtMs = Number.POSITIVE_INFINITY
  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    ringsAtMs = Number.POSITIVE_INFINITY
  }
  return {
    cancel,
    ringIn: (delayMs: number): void => {
      const atMs = performance.now() + delayMs
      if (atMs >= ringsAtMs) return
      cancel()
      ringsAtMs = atMs
      timer = setTimeout(() => {
        cancel()
        ring()
      }, delayMs).unref()
    },
  }
}
