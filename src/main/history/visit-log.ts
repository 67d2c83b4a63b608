import type { Reading } from '../../shared/reading.ts'
import { createLineLog, type LineLogHost } from './line-log.ts'
import { visitLine, type Visit } from './visit-line.ts'

export const visitsName = 'visits.jsonl'

/** Some thousand visits. Beyond it the newest half is kept. */
const maxBytes = 1e6

/** Who has come from other machines: JSON Lines, shared by all Headrooms of a user. */
export interface VisitLog {
  add(visits: readonly Visit[]): Promise<Reading<null>>
}

/** `host` must be the machine itself. Never throws. */
export function createVisitLog(host: LineLogHost, folder: string): VisitLog {
  const log = createLineLog(host, `${folder}/${visitsName}`, maxBytes)
  return { add: (visits) => log.add(visits.map(visitLine)) }
}
