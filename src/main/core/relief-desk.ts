import type { Relief, ReliefWant } from '../../shared/relief.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { Refusal } from '../host/attempt.ts'

export interface ReliefDesk {
  relief(want: ReliefWant): Promise<Relief>
}

export function createReliefDesk(_snapshotNow: () => Promise<Snapshot>): ReliefDesk {
  return { relief: () => Promise.reject(new Refusal('not there yet')) }
}
