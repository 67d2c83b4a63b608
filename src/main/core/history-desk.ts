import type { History, HistoryInput } from '../../shared/history.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

export interface HistoryDesk {
  history(input: HistoryInput): Promise<History>
}

/** What was, as far as this Core has seen it. `onSnapshot`: each Snapshot, once. */
export const createHistoryDesk = (_: {
  readonly onSnapshot: (wake: (snapshot: Snapshot) => void) => () => void
}): HistoryDesk => ({
  history: async ({ sinceMs, untilMs }) => ({
    schema: 'headroom/history/1',
    sinceMs,
    untilMs,
    keptSinceMs: null,
    keptIn: 'memory',
    stepMs: 1_000,
    atMs: [],
    columns: {
      roomBytes: [],
      gpuInUseBytes: [],
      limitBytes: [],
      usedBytes: [],
      totalBytes: [],
      swapUsedBytes: [],
      gpuWatts: [],
    },
    events: [],
  }),
})
