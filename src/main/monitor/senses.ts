import type { Snapshot } from '../../shared/snapshot.ts'
import type { MachineEvent } from './machine-event.ts'
import type { AnySource } from './source.ts'

/** What Headroom can sense on one platform: its sources, and how their answers become a Snapshot. */
export interface Senses {
  readonly sources: readonly AnySource[]
  /** Everything but what the loop itself knows. Called once a tick, in the order of time. */
  fold(atMs: number): Omit<Snapshot, 'schema' | 'atMs' | 'mode' | 'sources'>
  /** The sources whose last answer this makes doubtful. */
  hurriedBy(event: MachineEvent): readonly AnySource[]
  /** A sentence for each thing that is wrong beside the sources, for doctor. */
  findings(snapshot: Snapshot): readonly string[]
}

/** Lowers the room, for trials (`--room`); null: as it is. */
export interface SensesOptions {
  readonly roomCapBytes: number | null
}
