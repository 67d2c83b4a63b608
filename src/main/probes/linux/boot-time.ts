import { numberIn } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'

/** When this machine started, in milliseconds since the epoch: the zero of the ticks in /proc/PID/stat. */
export const bootTime: Probe<number> = {
  question: { kind: 'file', path: '/proc/stat' },
  parse: parseBootTime,
}

// btime 1795199922
export function parseBootTime(text: string): number {
  return numberIn(text, /^btime (\d+)$/m) * 1000
}
