import type { Snapshot } from '../../shared/snapshot.ts'
import { noTrail } from '../../shared/trail.ts'

/** What is said with a Snapshot, when all of it has been measured. */
export type Judgement = Pick<Snapshot, 'alerts' | 'suggestion' | 'acted' | 'trail'>

/**
 * What is to be said of a Snapshot. It is asked once for each, in the order of time; `isSingle`: there is no loop, so that
 * there were none before.
 */
export type Judge = (snapshot: Omit<Snapshot, keyof Judgement>, isSingle: boolean) => Judgement

export const nobodyJudges: Judge = () => ({
  alerts: [],
  suggestion: null,
  acted: null,
  trail: noTrail,
})
