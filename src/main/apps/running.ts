import { baseName } from '../../shared/base-name.ts'
import type { Pid } from '../../shared/ids.ts'

/** A process as the apps room sees it, neutral of platform. */
export interface RunningProcess {
  readonly pid: Pid
  readonly parentPid: Pid | null
  readonly sessionId: number
  /** One controls it: a person can type into it there. */
  readonly hasTerminal: boolean
  readonly startedAtMs: number
  /** The kernel's short name. */
  readonly name: string
  /** null where it may not be read. */
  readonly executable: string | null
  readonly argv: readonly string[]
  readonly cgroup: string
  /** In whose name it acts; null where that is not told. */
  readonly userId: number | null
  readonly residentBytes: number
  /** null where it was not asked for. */
  readonly proportionalBytes: number | null
}

/**
 * The program's own name: its file's; where that may not be read, the kernel's short name; where it lies in no folder
 * (memfd) or is only a number (started by its descriptor), the name it was called by.
 */
export function executableName({ executable, name, argv }: RunningProcess): string {
  if (executable === null) return name
  const own = baseName(executable)
  const called = baseName(argv[0] ?? '')
  const isNameless = executable.startsWith('/memfd:') || /^\d+$/.test(own)
  return isNameless && called !== '' ? called : own
}
