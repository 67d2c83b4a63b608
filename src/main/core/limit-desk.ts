import type { RaiseLimitInput } from '../../shared/contract.ts'
import type { LimitRaise } from '../../shared/limit-raise.ts'
import { Refusal } from '../host/attempt.ts'

/** The limit of the GPU: how it can be raised, and raising it. Throws Refusal, with a sentence for people. */
export interface LimitDesk {
  limit(): Promise<LimitRaise>
  raiseLimit(input: RaiseLimitInput): Promise<LimitRaise>
}

const notYet = (): Promise<never> => Promise.reject(new Refusal('not there yet'))

export function createLimitDesk(): LimitDesk {
  return { limit: notYet, raiseLimit: notYet }
}
