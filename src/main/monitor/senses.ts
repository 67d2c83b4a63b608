import type { Snapshot } from '../../shared/snapshot.ts'
import type { LogMemory } from './logs/log-memory.ts'
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
  fold(atMs: number): Omit<Snapshot, 'schema' | 'atMs' | 'mode' | 'alerts' | 'sources'>
  /** By the last fold: what goes on is to be looked at closely, for moments (see Attention). */
  isMoving(): boolean
  /** The sources whose last answer this makes doubtful. */
  hurriedBy(event: MachineEvent): readonly AnySource[]
  /** Wakes between two ticks when a log has told a failure. */
  onFailure(wake: () => void): void
  /** What of a Snapshot the logs tell, as it is now. */
  findingsNow(snapshot: Snapshot): Pick<Snapshot, 'findings' | 'notices'>
  /** A sentence for each thing that is wrong beside the sources, for doctor. */
  findings(snapshot: Snapshot): readonly string[]
}

export interface SensesOptions {
  /** Lowers the room, for trials (`--room`); null: as it is. */
  readonly roomCapBytes: number | null
  /** What the user has typed for a server; without it none is asked with a key. */
  readonly apiKeyFor?: ApiKeyFor
  /** Logs that the user has named, beside those in the usual places. */
  readonly logFiles?: () => readonly string[]
  /** Where `headroom run` writes what its programs print. */
  readonly runsFolder?: string | null
  /** The environment, of which variables say where models lie. */
  readonly modelVariables?: Readonly<Record<string, string | undefined>>
  /** How far logs were read before; without it they are read from their last lines on. */
  readonly logMemory?: LogMemory | null
}

export const noApiKeys: ApiKeyFor = () => null
