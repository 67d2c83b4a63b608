import type { Act, ActLog } from '../../shared/act.ts'
import type { ActInput, QuitInput, Relieved, RelieveInput } from '../../shared/contract.ts'
import { Refusal } from '../host/attempt.ts'

/** What changes the machine, beside unloading. Each throws Refusal, with a sentence for people, where it must not be done. */
export interface Acting {
  quit(input: QuitInput): Promise<Act>
  settled(input: ActInput): Promise<Act>
  reopen(input: ActInput): Promise<Act>
  relieve(input: RelieveInput): Promise<Relieved>
  acts(): Promise<ActLog>
}

const notYet = (): Promise<never> => Promise.reject(new Refusal('not there yet'))

export function createActing(): Acting {
  return { quit: notYet, settled: notYet, reopen: notYet, relieve: notYet, acts: notYet }
}
