import { longestHistoryMs, type History, type HistoryInput } from '../../shared/history.ts'
import { formatSpan } from '../../shared/units.ts'
import type { HistoryKeeper } from '../history/keeper.ts'
import { Refusal } from '../host/attempt.ts'

export interface HistoryDesk {
  /** Throws Refusal, with a sentence for people, where the span is none, or longer than what is kept at the most. */
  history(input: HistoryInput): Promise<History>
}

/** What was, as far as this Core has seen it. */
export const createHistoryDesk = (keeper: Pick<HistoryKeeper, 'read'>): HistoryDesk => ({
  history: async (input) => {
    const spanMs = input.untilMs - input.sinceMs
    if (spanMs <= 0) throw new Refusal('a history has to end after it begins')
    if (spanMs > longestHistoryMs)
      throw new Refusal(`a history is of ${formatSpan(longestHistoryMs)} at the most`)
    return keeper.read(input)
  },
})
