import type { ReportAsked } from '../../../src/main/core/report/part-sources.ts'
import { Refusal } from '../../../src/main/host/attempt.ts'
import { nothingLearnt } from '../../../src/shared/learnt.ts'
import { nothingKnown } from '../../web/fake-core.ts'

/** Desks of which most have nothing to say, for the reason given. */
export function refusingDesks(reason: string): ReportAsked {
  const refuse = async (): Promise<never> => {
    throw new Refusal(reason)
  }
  return {
    about: async () => ({ schema: 'headroom/about/1', version: '1', parts: [], folder: null }),
    doctor: refuse,
    preferences: refuse,
    current: () => nothingKnown,
    snapshotOnce: refuse,
    history: refuse,
    acts: refuse,
    learnt: async () => nothingLearnt,
    blackBox: refuse,
  }
}
