import type { Host } from '../host/host.ts'
import { lateFindings } from './late-finding.ts'
import { createLateness, type LateTicks } from './lateness.ts'

export interface Punctual {
  /** The same, and how late its timers come is noted. */
  readonly host: Host
  /** Of the last minutes; null where time is a recording's. */
  lately(): LateTicks | null
  /** What is wrong with that, in words. */
  findings(): readonly string[]
}

/** How late the timers of this host come. A pause cancels them: the time of a sleep that was told is no lateness. */
export function createPunctual(host: Host): Punctual {
  const { clock, mode, platform } = host
  // the time of a recording comes as it was recorded
  if (mode === 'replay') return { host, lately: () => null, findings: () => [] }
  const { note, lately } = createLateness()
  const after: Host['clock']['after'] = (delayMs, wake, ...rest) => {
    const plannedAtMs = clock.nowMs() + delayMs
    const come = (): void => {
      note(plannedAtMs, clock.nowMs())
      wake()
    }
    return clock.after(delayMs, come, ...rest)
  }
  return {
    host: { ...host, clock: { ...clock, after } },
    lately: () => lately(clock.nowMs()),
    findings: () => lateFindings(lately(clock.nowMs()), platform),
  }
}
