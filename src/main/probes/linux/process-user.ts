import type { Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { Asker } from '../../host/host.ts'
import { read, type Probe } from '../probe.ts'

/** The number of the user in whose name a process acts. */
export const processUser = (id: Pid): Probe<string> => ({
  question: { kind: 'file', path: `/proc/${id}/status` },
  parse: parseProcessUser,
})

export const readProcessUser = (asker: Asker, id: Pid): Promise<Reading<string>> =>
  read(asker, processUser(id))

// Name:	node
// Uid:	1000	1000	1000	1000
/** The second is the effective one (man 5 proc_pid_status). */
export function parseProcessUser(text: string): string {
  const user = /^Uid:\t\d{1,10}\t(\d{1,10})\t\d{1,10}\t\d{1,10}$/m.exec(text)?.[1]
  if (user === undefined) throw new ParseError('no user in the status of a process')
  return user
}
