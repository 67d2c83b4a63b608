import type { LogLines, LogLinesInput, ShownLog, ShownLogs } from '../../shared/log-view.ts'
import { Refusal } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'
import { titleOfProgram } from '../inference/diagnosis/program-titles.ts'
import type { FollowedLog } from '../monitor/logs/followed-log.ts'
import type { LogReadings } from '../monitor/logs/log-readings.ts'

export interface LogsDesk {
  logs(): Promise<ShownLogs>
  /** Throws Refusal, with a sentence for people, where this log is not followed. */
  logLines(input: LogLinesInput): Promise<LogLines>
}

/**
 * The logs that are followed, for whoever reads them; `ownFiles`: what of them the user has named. What reads their lines is loaded
 * when somebody asks first.
 */
export function createLogsDesk(
  host: Host,
  followed: () => readonly FollowedLog[],
  ownFiles: () => readonly string[] = () => [],
): LogsDesk {
  let readings: Promise<LogReadings> | null = null
  return {
    logs: async () => ({ schema: 'headroom/logs/1', logs: shownOf(followed(), ownFiles()) }),
    logLines: async (input) => {
      const log = followed().find((one) => one.file().path === input.path)
      if (log === undefined) throw new Refusal('this log is not followed any more')
      readings ??= loadReadings(host)
      return (await readings).read(log, input)
    },
  }
}

async function loadReadings(host: Host): Promise<LogReadings> {
  const { createLogReadings } = await import('../monitor/logs/log-readings.ts')
  return createLogReadings(host)
}

function shownOf(followed: readonly FollowedLog[], own: readonly string[]): readonly ShownLog[] {
  const paths = new Set(followed.map((log) => log.file().path))
  const logs = followed.map((log) => shownLog(log, own.includes(log.file().path)))
  const missing = own.filter((path) => !paths.has(path)).map(missingLog)
  const byTime = (a: ShownLog, b: ShownLog): number => (b.changedAtMs ?? 0) - (a.changedAtMs ?? 0)
  return [
    ...logs.filter(({ isOwn }) => isOwn).toSorted(byTime),
    ...missing,
    ...logs.filter(({ isOwn }) => !isOwn).toSorted(byTime),
  ]
}

const shownLog = (log: FollowedLog, isOwn: boolean): ShownLog => {
  const { path, program } = log.file()
  const trouble = log.trouble()?.reason ?? null
  const title = program === null ? null : titleOfProgram[program]
  return { path, program: title, isOwn, changedAtMs: log.changedAtMs(), trouble }
}

/** One that was named twice, by two ways, is followed by the first. */
const missingLog = (path: string): ShownLog => ({
  path,
  program: null,
  isOwn: true,
  changedAtMs: null,
  trouble: 'no file is there that is not followed already',
})
