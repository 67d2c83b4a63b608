import type { Snapshot } from '../../../shared/snapshot.ts'
import type { Host } from '../../host/host.ts'
import type { ServerTold } from '../../inference/watch/watched-server.ts'
import type { SensesOptions } from '../senses.ts'
import type { ServerWorld } from '../servers/server-world.ts'
import { createFindings, type Unfound } from './findings.ts'
import { createLogNotices } from './notices.ts'
import { createLogWatch, type LogWatch } from './log-watch.ts'

type ToldByLogs = Pick<Snapshot, 'findings' | 'notices'>

export interface LogSenses {
  readonly logs: LogWatch
  /** Once a tick. */
  toldAt(atMs: number, moment: Omit<Unfound, 'atMs'>): ToldByLogs
  again(snapshot: Snapshot): ToldByLogs
}

export interface LogSensesSigns {
  readonly world: ServerWorld
  readonly told: () => readonly ServerTold[]
  /** Whether this machine is one; null where that is not known at this instant. */
  readonly isAppleSilicon: (atMs: number) => boolean | null
}

/** What the logs of this machine's servers say, and what it is worth beside all else that a tick shows. */
export function createLogSenses(
  host: Host,
  options: SensesOptions,
  { world, told, isAppleSilicon }: LogSensesSigns,
): LogSenses {
  const logs = createLogWatch({
    host,
    world,
    told,
    ownFiles: options.logFiles ?? (() => []),
    runsFolder: options.runsFolder ?? null,
    memory: options.logMemory ?? null,
    isAppleSilicon,
  })
  const isMac = host.platform === 'darwin'
  const findings = createFindings({ logs, told, isMac, isAppleSilicon })
  const noticesAt = createLogNotices({ logs, told })
  return {
    logs,
    toldAt: (atMs, moment) => ({
      findings: findings.fold({ ...moment, atMs }),
      notices: noticesAt(atMs),
    }),
    again: (snapshot) => ({
      findings: findings.again(snapshot),
      notices: noticesAt(snapshot.atMs),
    }),
  }
}
