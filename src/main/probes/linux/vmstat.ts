import { numberIn, numberInIfAny } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'

/** Pages that went to swap and came back since boot: counters of /proc/vmstat. null on a kernel without swap. */
export interface Vmstat {
  readonly swappedInPages: number | null
  readonly swappedOutPages: number | null
}

export const vmstat: Probe<Vmstat> = {
  question: { kind: 'file', path: '/proc/vmstat' },
  parse: parseVmstat,
}

// pgfault 7318213
// pswpin 0
// pswpout 131
export function parseVmstat(text: string): Vmstat {
  numberIn(text, /^pgfault (\d+)$/m) // every kernel counts these: the text is whole enough to be one
  return {
    swappedInPages: numberInIfAny(text, /^pswpin (\d+)$/m),
    swappedOutPages: numberInIfAny(text, /^pswpout (\d+)$/m),
  }
}
