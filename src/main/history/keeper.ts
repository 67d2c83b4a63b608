import type { History, HistoryInput } from '../../shared/history.ts'
import type { SampleSight } from '../../shared/history-sample.ts'
import type { Reading } from '../../shared/reading.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { EventSight, ToldAct } from './event-news.ts'
import type { PeakSight } from './kept-peaks.ts'

export interface HistorySight
  extends SampleSight, EventSight, PeakSight, Pick<Snapshot, 'sources' | 'mode'> {}

/** At once where it is in memory, later where it has to be read. */
export type Soon<T> = T | Promise<T>

/** What was, wherever it is kept. */
export interface HistoryKeeper {
  /** Each Snapshot of a Core that goes on, in the order of time, by its own clock. */
  note(snapshot: HistorySight): void
  /** What Headroom has done, when it has ended. */
  noteAct(act: ToldAct, endedAtMs: number): void
  /** Of a span that is not empty, and not longer than `longestHistoryMs`. Never throws. */
  read(input: HistoryInput): Soon<History>
  /** How much of memory it takes in place of the disk; 0: nothing is kept, or it lies on the disk. */
  bytes(): number
  /** Nothing of it is left, here or on the disk; it begins anew with the next Snapshot. */
  clear(): Soon<Reading<null>>
  /** All of it, for whoever takes it along; empty: nothing is kept. */
  exportText(): Soon<string>
}
