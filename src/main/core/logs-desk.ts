import type { LogLines, LogLinesInput, ShownLogs } from '../../shared/log-view.ts'
import { Refusal } from '../host/attempt.ts'

export interface LogsDesk {
  logs(): Promise<ShownLogs>
  /** Throws Refusal, with a sentence for people, where this log is not followed. */
  logLines(input: LogLinesInput): Promise<LogLines>
}

/** The logs that are followed, for whoever reads them. */
export const createLogsDesk = (): LogsDesk => ({
  logs: async () => ({ schema: 'headroom/logs/1', logs: [] }),
  logLines: async ({ path }) => {
    throw new Refusal(`${path} is not followed`)
  },
})
