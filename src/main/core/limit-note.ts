import type { ActOutcome } from '../../shared/act.ts'
import { actId } from '../../shared/ids.ts'
import type { LimitRaise } from '../../shared/limit-raise.ts'
import { limitCommand } from '../../shared/limit-text.ts'
import { formatBytes } from '../../shared/units.ts'
import type { ActLogStore } from '../history/act-log.ts'
import type { Clock } from '../host/host.ts'

interface Noting {
  readonly log: ActLogStore | undefined
  readonly clock: Clock
}

type NoteEnd = (outcome: LimitRaise['outcome'], sentence: string) => Promise<void>

/** A line of the audit log as the limit is set, and one when it is known what came of it. A log that fails does not hold it up. */
export async function noteLimit({ log, clock }: Noting, toBytes: number | null): Promise<NoteEnd> {
  if (log === undefined) return () => Promise.resolve()
  const id = actId(crypto.randomUUID())
  const atMs = clock.nowMs()
  const nothing = { heldBytes: null, expectedBytes: null }
  const target = toBytes === null ? 'as macOS chooses' : formatBytes(toBytes)
  const request = limitCommand(toBytes)
  const what = { act: 'limit', target, server: null, request } as const
  await log.begin({ id, atMs, by: 'person', ...what, isForced: false, ...nothing })
  return async (outcome, sentence) => {
    const tookMs = Math.max(0, clock.nowMs() - atMs)
    const ended = { id, outcome: outcomeOf(outcome), request, tookMs, sentence }
    await log.end({ ...ended, ...nothing, returnedBytes: null })
  }
}

/** What was run and cannot be proved is no memory that came back. */
const outcomeOf = (outcome: LimitRaise['outcome']): ActOutcome =>
  outcome === 'done' ? 'done' : outcome === 'unproved' ? 'held' : 'refused'
