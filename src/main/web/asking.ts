import type { Outcome, Scope } from '../../shared/contract.ts'
import type { Core } from '../core/core.ts'
import { handle, isAct, type Caller } from '../core/handle.ts'
import { whileAskedFrom } from '../host/asked-from.ts'
import type { VisitNotes } from './gate.ts'
import type { Peer } from './peer.ts'

/** What is noted of those who come from other machines. */
export interface AskedNotes extends VisitNotes {
  /** It has asked to change something. */
  asked(address: string, name: string, isDone: boolean): void
}

/** Core is asked for somebody. */
export type Ask = (
  peer: Peer,
  caller: { readonly scopes: ReadonlySet<Scope>; readonly setLooking: Caller['setLooking'] },
  name: string,
  input: unknown,
) => Promise<Outcome<unknown>>

export const createAsk =
  (core: Core, notes: AskedNotes): Ask =>
  async ({ address, isHere }, caller, name, input) => {
    const from = isHere ? null : address
    const outcome = await whileAskedFrom(from, () => handle(core, { ...caller, from }, name, input))
    if (!isHere && isAct(name)) notes.asked(address, name, outcome.kind === 'ok')
    return outcome
  }
