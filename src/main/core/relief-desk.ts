import type { Relief, ReliefWant } from '../../shared/relief.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { planOf } from '../relief/plan.ts'

export interface ReliefDesk {
  /** What to let go for a want, as the machine is now: nothing is done. */
  relief(want: ReliefWant): Promise<Relief>
}

/** `never`: what the user does not want to be suggested. */
export const createReliefDesk = (
  snapshotNow: () => Promise<Snapshot>,
  { never = () => [] }: { readonly never?: () => readonly string[] } = {},
): ReliefDesk => ({
  relief: async (want) => planOf(want, await snapshotNow(), { never: never() }),
})
