import type { ActOutcome } from '../../shared/act.ts'
import type { LimitRaise } from '../../shared/limit-raise.ts'
import { limitCommand } from '../../shared/limit-text.ts'
import { formatBytes } from '../../shared/units.ts'
import { noteAct, type Noting } from './note-act.ts'

type NoteEnd = (outcome: LimitRaise['outcome'], sentence: string) => Promise<void>

/** A line of the audit log as the limit is set, and one when it is known what came of it. */
export async function noteLimit(noting: Noting, toBytes: number | null): Promise<NoteEnd> {
  const target = toBytes === null ? 'as macOS chooses' : formatBytes(toBytes)
  const noteEnd = await noteAct(noting, { act: 'limit', target, request: limitCommand(toBytes) })
  return (outcome, sentence) => noteEnd(outcomeOf(outcome), sentence)
}

/** What was run and cannot be proved is no memory that came back. */
const outcomeOf = (outcome: LimitRaise['outcome']): ActOutcome =>
  outcome === 'done' ? 'done' : outcome === 'unproved' ? 'held' : 'refused'
