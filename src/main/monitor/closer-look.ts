import { longestFastPeriodMs } from '../../shared/clocks.ts'
import { defaultClocks, type ClockSettings } from '../../shared/settings.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { createBouts } from './bouts.ts'

/** More is lost from one reading to the next than what caches take: somebody grows, or loads. */
const fallBytes = 256e6
/** Readings that lie more periods apart are no one move. */
const maxGapPeriods = 3
/** As long as it takes to tell a growth from a step. */
const boutMs = 15_000
const waits = {
  firstWaitMs: boutMs,
  longestWaitMs: 10 * 60_000,
  quietAfterMs: 20 * 60_000,
} as const
/** A room that ends within so long is watched until it does. */
const endsWithinMs = 10 * 60_000

type LookedAt = Pick<Snapshot, 'room' | 'forecast' | 'loads'>

/** Whether what goes on is to be looked at as if somebody looked: for moments, however long it goes on. */
export function createCloserLook(
  clocks: () => ClockSettings = () => defaultClocks,
): (atMs: number, moment: LookedAt) => boolean {
  const bouts = createBouts(waits)
  let last: { readonly atMs: number; readonly roomBytes: number } | null = null

  const hasFallen = ({ room }: LookedAt): boolean => {
    if (room.kind !== 'ok' || room.isStale) return false
    const before = last
    last = room
    return (
      before !== null &&
      room.atMs - before.atMs <= maxGapPeriods * longestFastPeriodMs(clocks()).alone &&
      before.roomBytes - room.roomBytes >= fallBytes
    )
  }

  return (atMs, moment) => {
    if (hasFallen(moment)) bouts.begin(atMs)
    const { forecast, loads } = moment
    const runsOut = forecast.kind === 'ok' && !forecast.isStale ? forecast.runsOut : null
    return (
      atMs - bouts.lastAtMs() < boutMs ||
      (runsOut !== null && runsOut.msLeft < endsWithinMs) ||
      loads.some(({ stage }) => stage === 'loading')
    )
  }
}
