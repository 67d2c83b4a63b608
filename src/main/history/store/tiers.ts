import { longestHistoryMs } from '../../../shared/history.ts'
import type { Reach } from '../ring-choice.ts'

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** Spans of one length, in a table of their own. */
export interface Tier extends Reach {
  readonly table: 'seconds' | 'tens' | 'minutes' | 'fives'
  /** So many wait in memory while the disk takes nothing; the newest. */
  readonly mostWaiting: number
}

const tier = (table: Tier['table'], stepMs: number, reachMs: number, waitMs: number): Tier => ({
  table,
  stepMs,
  reachMs,
  mostWaiting: waitMs / stepMs,
})

/**
 * The older, the longer a point stands: a second for an hour, ten for a day, a minute for thirty days. The five minutes say
 * nothing of their own: who looks at weeks reads a fifth of the rows, and a disk that takes nothing for weeks loses little.
 */
export const tiers: readonly [Tier, ...Tier[]] = [
  tier('seconds', secondMs, hourMs, hourMs),
  tier('tens', 10 * secondMs, 24 * hourMs, 24 * hourMs),
  tier('minutes', minuteMs, longestHistoryMs + minuteMs, 48 * hourMs),
  tier('fives', 5 * minuteMs, longestHistoryMs + 5 * minuteMs, longestHistoryMs),
]

/** The same without a disk: what waits is all there is. */
export const tiersInMemory: readonly [Tier, ...Tier[]] = [
  waiting(tiers[0]),
  ...tiers.slice(1).map(waiting),
]

function waiting(of: Tier): Tier {
  return { ...of, reachMs: of.mostWaiting * of.stepMs }
}
