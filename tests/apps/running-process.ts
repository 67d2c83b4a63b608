import { pid } from '../../src/shared/ids.ts'
import type { OwnOnLinux } from '../../src/main/apps/group.ts'
import type { RunningProcess } from '../../src/main/apps/running.ts'

export interface Given extends Partial<Omit<RunningProcess, 'pid'>> {
  readonly pid?: number
}

/** A process as a test thinks of it: its command line, and what matters beside it. */
export function running(argv: readonly string[], given: Given = {}): RunningProcess {
  const executable = given.executable === undefined ? (argv[0] ?? null) : given.executable
  const shortName = (executable ?? '').slice((executable ?? '').lastIndexOf('/') + 1, 256)
  return {
    parentPid: null,
    userId: null,
    sessionId: 1,
    hasTerminal: true,
    startedAtMs: 1_000,
    name: shortName.slice(0, 15),
    cgroup: '0::/user.slice\n',
    residentBytes: 1_000_000,
    proportionalBytes: null,
    ...given,
    argv,
    executable,
    pid: pid(given.pid ?? 100),
  }
}

/** Headroom is not among them, or nobody says which it is. */
export const nobody: OwnOnLinux = { pid: null, userId: null }
