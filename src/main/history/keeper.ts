import type { History, HistoryInput } from '../../shared/history.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { EventSight } from './kept-events.ts'
import type { SampleSight } from '../../shared/history-sample.ts'

export interface HistorySight
  extends SampleSight, EventSight, Pick<Snapshot, 'atMs' | 'sources' | 'mode'> {}

/** What was, wherever it is kept. */
export interface HistoryKeeper {
  /** Each Snapshot of a Core that goes on, in the order of time, by its own clock. */
  note(snapshot: HistorySight): void
  /** Of a span that is not empty, and not longer than `longestHistoryMs`. */
  read(input: HistoryInput): History
  /** How much memory it takes; 0: nothing is kept. */
  bytes(): number
  /** It begins anew with the next Snapshot. */
  clear(): void
  /** All of it, for whoever takes it along. */
  exportText(): string
}
