import type { Load } from '../../../shared/load.ts'

/** What has been loaded is wired, and warmed up, within so long after its end. */
const settleMs = 5_000
/** One of which nobody knows what it takes is let alone for so long: what shrinks after that shrinks. */
const unknownMs = 120_000

/** Whether the room moves because something is loaded: what that takes, its load tells. */
export const isLoadingNow = (loads: readonly Load[], atMs: number): boolean =>
  loads.some(({ endedAtMs, startedAtMs, need }) =>
    endedAtMs === null
      ? need.kind === 'ok' || atMs - startedAtMs < unknownMs
      : Math.abs(atMs - endedAtMs) < settleMs,
  )
