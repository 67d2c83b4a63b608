import type { ActLog } from '../../shared/act.ts'
import type { Reading } from '../../shared/reading.ts'
import { askedFrom } from '../host/asked-from.ts'
import { begunLine, endedLine, parseActs, type BegunAct, type EndedAct } from './act-line.ts'
import { createLineLog, type LineLogHost } from './line-log.ts'

/** Some thousand acts. Beyond it the newest half is kept. */
const maxBytes = 1e6
/** What is shown. */
export const shownCount = 200

/** The newest first. */
export type NewestActs = Omit<ActLog, 'schema'>

/** The audit log: JSON Lines, one when an act begins and one when it has ended. Shared by all Headrooms of a user. */
export interface ActLogStore {
  /** The answers say whether the file has it. */
  begin(begun: BegunAct): Promise<Reading<null>>
  end(ended: EndedAct): Promise<Reading<null>>
  newest(): Promise<Reading<NewestActs>>
  /** `remove` takes the file away, and nobody writes a line meanwhile. */
  forget(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
}

/** `host` must be the machine itself. Never throws. */
export function createActLog(host: LineLogHost, path: string): ActLogStore {
  const log = createLineLog(host, path, maxBytes)
  return {
    begin: (begun) => log.add([begunLine(withFrom(begun))]),
    end: (ended) => log.add([endedLine(ended)]),
    forget: log.forget,
    newest: async () => {
      const tail = await log.newest()
      if (tail.kind === 'absent') return { ...tail, kind: 'ok', value: { acts: [], isCut: false } }
      if (tail.kind !== 'ok') return tail
      const { text, isWhole } = tail.value
      const acts = parseActs(text)
      const isCut = !isWhole || acts.length > shownCount
      return { ...tail, value: { acts: acts.slice(-shownCount).toReversed(), isCut } }
    },
  }
}

/** What a policy does may go on in the wake of a request, and is nobody's. */
function withFrom(begun: BegunAct): BegunAct {
  const from = askedFrom()
  return begun.by === 'person' && from !== null ? { ...begun, from } : begun
}
