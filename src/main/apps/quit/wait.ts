import type { Clock, Host, ProcessIdentity } from '../../host/host.ts'
import type { QuitWaits } from './target.ts'
import { isSame } from './verify.ts'

export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve))

/**
 * Until all of these have ended, or the time is over; answers with those that are left. Whether a process runs costs nothing to
 * ask; that it is still the one that was meant, and does not only wait to be reaped, is asked more rarely.
 */
export async function untilEnded<T extends ProcessIdentity>(
  host: Host,
  processes: readonly T[],
  withinMs: number,
  { everyMs, identifyEveryMs }: QuitWaits,
): Promise<readonly T[]> {
  const startedAtMs = host.clock.nowMs()
  let left = processes
  let identifiedAtMs = startedAtMs
  for (let waitedMs = 0; ; waitedMs += everyMs) {
    left = await filter(left, (process) => mayRun(host, process))
    const atMs = host.clock.nowMs()
    // the clock may be set back meanwhile
    const isOver = Math.max(waitedMs, atMs - startedAtMs) >= withinMs
    if (left.length > 0 && (isOver || atMs - identifiedAtMs >= identifyEveryMs)) {
      left = await filter(left, (process) => isThere(host, process))
      identifiedAtMs = atMs
    }
    if (left.length === 0 || isOver) return left
    await pause(host.clock, everyMs)
  }
}

async function mayRun(host: Host, { pid }: ProcessIdentity): Promise<boolean> {
  const reading = await host.ask({ kind: 'process', pid })
  return reading.kind !== 'ok' || reading.value === 'runs'
}

/** Not knowing is not ended. A process that runs another program by now is none of ours any more. */
async function isThere(host: Host, process: ProcessIdentity): Promise<boolean> {
  const reading = await host.identify(process.pid)
  if (reading.kind === 'ok') return isSame(reading.value, process)
  return reading.kind === 'failed'
}

async function filter<T>(
  items: readonly T[],
  isKept: (item: T) => Promise<boolean>,
): Promise<readonly T[]> {
  const kept: T[] = []
  for (const item of items) if (await isKept(item)) kept.push(item)
  return kept
}
