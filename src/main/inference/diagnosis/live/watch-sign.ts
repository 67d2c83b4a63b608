import { createDwell, type DwellTimes, type Seen } from './dwell.ts'
import type { LiveClaim, LiveMoment, WatchSign } from './live-sign.ts'

/** Says what `see` claims once it has held for long enough. */
export function createWatch(
  times: DwellTimes,
  see: (moment: LiveMoment) => readonly Seen<LiveClaim>[],
): WatchSign {
  const dwell = createDwell<LiveClaim>(times)
  return (moment) =>
    dwell(see(moment), moment.atMs).map(({ claim, sinceMs }) => ({ ...claim, sinceMs }))
}
