import type { Pid } from '../../shared/ids.ts'

/** A process as the apps room sees it, neutral of platform. */
export interface RunningProcess {
  readonly pid: Pid
  readonly sessionId: number
  readonly startedAtMs: number
  /** The kernel's short name. */
  readonly name: string
  /** null where it may not be read. */
  readonly executable: string | null
  readonly argv: readonly string[]
  readonly cgroup: string
  readonly residentBytes: number
  /** null where it was not asked for. */
  readonly proportionalBytes: number | null
}

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
