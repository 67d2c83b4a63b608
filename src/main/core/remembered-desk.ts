import type { BlackBox } from '../../shared/black-box.ts'
import { nothingLearnt, type ForgetLearntInput, type Learnt } from '../../shared/learnt.ts'
import { Refusal } from '../host/attempt.ts'
import type { OwnRemembered } from './own-remembered.ts'

export interface RememberedDesk {
  blackBox(): Promise<BlackBox>
  /** Throws Refusal where there is none of this id, or it cannot be kept. */
  seenBlackBox(input: { readonly id: string }): Promise<BlackBox>
  learnt(): Promise<Learnt>
  /** Throws Refusal where it cannot be kept. */
  forgetLearnt(input: ForgetLearntInput): Promise<Learnt>
}

const nothingHere = 'nothing is remembered here'

/** What real loads have taught, and what the last end left. */
export const createRememberedDesk = ({
  learnt,
  blackBoxes,
}: OwnRemembered = {}): RememberedDesk => ({
  blackBox: async () => blackBoxes?.current() ?? emptyBox,
  seenBlackBox: async ({ id }) => {
    if (blackBoxes === undefined) throw new Refusal(nothingHere)
    return blackBoxes.seen(id)
  },
  learnt: async () => {
    await learnt?.refresh()
    return learnt?.current() ?? nothingLearnt
  },
  forgetLearnt: async (what) => {
    if (learnt === undefined) throw new Refusal(nothingHere)
    const kept = await learnt.forget(what)
    if (kept.kind !== 'ok') throw new Refusal(kept.reason)
    return learnt.current()
  },
})

const emptyBox: BlackBox = { schema: 'headroom/blackbox/1', reports: [], trouble: nothingHere }
