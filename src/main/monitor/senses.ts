import type { Snapshot } from '../../shared/snapshot.ts'
import type { MachineEvent } from './machine-event.ts'
import type { ServerWatch } from './servers/server-watch.ts'
import type { ApiKeyFor } from './servers/server-world.ts'
import type { AnySource } from './source.ts'

/** What Headroom can sense on one platform: its sources, and how their answers become a Snapshot. */
export interface Senses {
  readonly sources: readonly AnySource[]
  /** null on a platform whose processes are not listed. */
  readonly servers: ServerWatch | null
  /** Everything but what the loop itself knows. Called once a tick, in the order of time. */
  fold(atMs: number): Omit<Snapshot, 'schema' | 'atMs' | 'mode' | 'sources'>
  /** The sources whose last answer this makes doubtful. */
  hurriedBy(event: MachineEvent): readonly AnySource[]
  /** A sentence for each thing that is wrong beside the sources, for doctor. */
  findings(snapshot: Snapshot): readonly string[]
}

export interface SensesOptions {
  /** Lowers the room, for trials (`--room`); null: as it is. */
  readonly roomCapBytes: number | null
  /** What the user has typed for a server; without it none is asked with a key. */
  readonly apiKeyFor?: ApiKeyFor
}

export const noApiKeys: ApiKeyFor = () => null
