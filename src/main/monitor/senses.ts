import type { Pid } from '../../shared/ids.ts'
import type { ClockSettings, PowerSourceChoice } from '../../shared/settings.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { ProcessIdentity } from '../host/host.ts'
import type { LearntUse } from '../history/learnt/learnt-use.ts'
import type { FollowedLog } from './logs/followed-log.ts'
import type { LogMemory } from './logs/log-memory.ts'
import type { LogNews } from './logs/log-watch.ts'
import type { Judgement } from './judge.ts'
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
  fold(atMs: number): Omit<Snapshot, 'schema' | 'atMs' | 'mode' | 'sources' | keyof Judgement>
  /** By the last fold: what goes on is to be looked at closely, for moments (see Attention). */
  isMoving(): boolean
  /** The sources whose last answer this makes doubtful. */
  hurriedBy(event: MachineEvent): readonly AnySource[]
  /** A process as it was listed last, and by that alone: what an app of the Snapshot stands for. null: it was not. */
  listed(pid: Pid): ListedProcess | null
  /** Wakes between two ticks. */
  onLogNews(wake: (news: LogNews) => void): void
  /** The logs that are followed now. */
  followedLogs(): readonly FollowedLog[]
  /** What of a Snapshot the logs tell, as it is now. */
  findingsNow(snapshot: Snapshot): Pick<Snapshot, 'findings' | 'notices'>
  /** A sentence for each thing that is wrong beside the sources, for doctor. */
  findings(snapshot: Snapshot): readonly string[]
}

/** A process as the last list had it: told apart from a later one with its pid as Host tells them apart. */
export interface ListedProcess extends ProcessIdentity {
  readonly parentPid: Pid | null
  /** As the apps of the Snapshot have it: a pid may have been given to another since that was made. */
  readonly startedAtMs: number
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
  /** What the user never wants to be suggested; without it everything may be. */
  readonly never?: () => readonly string[]
  /** How often the user wants this machine to be sampled; without it as usual. */
  readonly clocks?: (() => ClockSettings) | undefined
  /** Where the watts of the GPU are to come from on a Mac; without it from the best that may be asked. */
  readonly powerSource?: (() => PowerSourceChoice) | undefined
  /** What this machine has taught, and may go on to teach; without it nothing is learnt. */
  readonly learnt?: LearntUse | undefined
  /** How far logs were read before; without it they are read from their last lines on. */
  readonly logMemory?: LogMemory | null
}

export const noApiKeys: ApiKeyFor = () => null
