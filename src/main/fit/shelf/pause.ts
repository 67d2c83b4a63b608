import type { Clock } from '../../host/host.ts'

/** Longer nobody waits: the monitor ticks beside this. */
const workedMs = 8

/** Whoever reckons for long asks this between two pieces: now and then it waits until all others have had their turn. */
export function createPause(clock: Clock): () => Promise<void> {
  let sinceMs = clock.nowMs()
  return async () => {
    const nowMs = clock.nowMs()
    // below 0: the clock was set back
    if (nowMs - sinceMs >= 0 && nowMs - sinceMs < workedMs) return
    await new Promise<void>((resolve) => void clock.after(0, resolve))
    sinceMs = clock.nowMs()
  }
}
