import { fastestPeriodMs } from '../../shared/clocks.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** A hole of more periods than that is no late answer: nobody looked, or the machine slept. */
const gapPeriods = 3
/** Where nothing tells the period, and in a recording, which may have been made while nobody looked, on battery: the longest usual one. */
const longestPeriodMs = 10_000

/** When a Snapshot was made, and how soon after it another was to come. */
export interface Beat {
  readonly atMs: number
  readonly periodMs: number
}

/** As the fastest sources are asked. */
export const beatOf = ({
  atMs,
  sources,
  mode,
}: Pick<Snapshot, 'atMs' | 'sources' | 'mode'>): Beat => ({
  atMs,
  periodMs: (mode === 'replay' ? null : fastestPeriodMs(sources)) ?? longestPeriodMs,
})

/** Whether nobody watched in between. */
export const isGap = (last: Beat, next: Beat): boolean =>
  next.atMs - last.atMs > gapPeriods * Math.max(last.periodMs, next.periodMs)
