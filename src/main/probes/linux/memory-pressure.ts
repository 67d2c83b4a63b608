import { numberIn, numberInIfAny } from '../../../shared/parse.ts'
import type { Stalls } from '../../../shared/snapshot.ts'
import type { Probe } from '../probe.ts'

/**
 * The share of the last 10 and 60 seconds in which some, or all, tasks waited for memory
 * (Linux Documentation/accounting/psi.rst). Absent on kernels before 4.20 or booted without PSI.
 */
export const memoryPressure: Probe<Stalls> = {
  question: { kind: 'file', path: '/proc/pressure/memory' },
  parse: parseMemoryPressure,
}

// some avg10=0.00 avg60=0.12 avg300=0.05 total=123456
// full avg10=0.00 avg60=0.00 avg300=0.00 total=4567
export function parseMemoryPressure(text: string): Stalls {
  const some = (field: string): number =>
    numberIn(text, new RegExp(`^some .*\\b${field}=(\\d+\\.\\d+)`, 'm')) / 100
  const full = (field: string): number =>
    (numberInIfAny(text, new RegExp(`^full .*\\b${field}=(\\d+\\.\\d+)`, 'm')) ?? 0) / 100
  return {
    some10sRatio: some('avg10'),
    some60sRatio: some('avg60'),
    full10sRatio: full('avg10'),
    full60sRatio: full('avg60'),
  }
}
