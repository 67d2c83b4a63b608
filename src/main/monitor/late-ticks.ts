import type { Host } from '../host/host.ts'
import { lateFindings } from './late-finding.ts'
import { createLateness } from './lateness.ts'

export interface Punctual {
  /** The same, and how late its timers come is noted. */
  readonly host: Host
  /** What is wrong with that, in words. */
  findings(): readonly string[]
}

/** How late the timers of this host come. A pause cancels them: the time of a sleep that was told is no lateness. */
export function createPunctual(host: Host): Punctual {
  const { clock, mode, platform } = host
  // the time of a recording comes as it was recorded
  if (mode === 'replay') return { host, findings: () => [] }
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
    findings: () => lateFindings(lately(clock.nowMs()), platform),
  }
}
