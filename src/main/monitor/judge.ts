import type { Alert } from '../../shared/alert.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/**
 * What is to be said of a Snapshot. It is asked once for each, in the order of time; `isSingle`: there is no loop, so that
 * there were none before.
 */
export type Judge = (snapshot: Omit<Snapshot, 'alerts'>, isSingle: boolean) => readonly Alert[]

export const nobodyJudges: Judge = () => []
