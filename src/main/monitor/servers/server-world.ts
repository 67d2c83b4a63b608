import type { Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { ServerKind } from '../../../shared/server.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { ProcessMemory } from '../../inference/inventory/inventory.ts'
import type { ServerProcess } from '../../inference/server-kind.ts'
import type { Listening } from '../../probes/listener.ts'
import type { MappedFile } from '../../probes/mapped-file.ts'

/** null: it is not known. */
export interface LoadMemory {
  /** With the files that they have mapped, as far as those are in memory. */
  readonly residentBytes: number | null
  /** Without them. */
  readonly ownBytes: number | null
  /** Of this moment, and no older. */
  readonly isFresh: boolean
}

/** How one platform tells of processes what the watch over servers goes by. */
export interface ServerWorld {
  /** All that run, with the arguments of those that may be servers; null until they are listed. */
  readonly processes: (asker: AskerAt) => Promise<readonly ServerProcess[] | null>
  /** They are listed anew at the next tick. */
  readonly hurry: () => void
  /** Where these listen; sockets of others, where they are told, have no process. */
  readonly listeners: (asker: AskerAt, pids: readonly Pid[]) => Promise<Reading<Listening>>
  /** Whose process it is; null where `processes` tells it, or nothing does. */
  readonly userOf: (asker: AskerAt, pid: Pid) => Promise<string | null>
  readonly mappedFiles: (asker: AskerAt, pid: Pid) => Promise<Reading<readonly MappedFile[]>>
  /** Where its relative paths begin; null where that is not told. */
  readonly folderOf: (asker: AskerAt, pid: Pid) => Promise<string | null>
  /** The files that its output goes to, where it goes to files. */
  readonly outputFiles: (asker: AskerAt, pid: Pid) => Promise<readonly string[]>
  readonly memoryAt: (atMs: number) => (pid: Pid) => ProcessMemory | null
  /** Asked now, whatever was asked before: their sum in every way that this platform counts. One that has ended has none. */
  readonly measure: (asker: AskerAt, pids: readonly Pid[]) => Promise<readonly ProcessMemory[]>
  /** What processes that load hold by now, at every tick: nothing is asked for it that costs. */
  readonly loadMemory: (asker: AskerAt, pids: readonly Pid[]) => Promise<LoadMemory>
}

/** What the user has typed for a server of this kind on this port; null for nothing. */
export type ApiKeyFor = (kind: ServerKind, port: number) => string | null
