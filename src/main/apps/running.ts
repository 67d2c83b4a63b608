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

/** The program's own name; the kernel's short one where its file may not be read, or lies in no folder (memfd). */
export const executableName = ({ executable, name }: RunningProcess): string =>
  executable === null || executable.startsWith('/memfd:') ? name : baseName(executable)
