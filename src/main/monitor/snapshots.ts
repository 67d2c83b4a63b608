import type { Snapshot } from '../../shared/snapshot.ts'
import type { Host } from '../host/host.ts'
import { createLogHurry } from './log-hurry.ts'
import type { Attention } from './pace.ts'
import type { Judge, Judgement } from './judge.ts'
import { sample, type Patience } from './sample.ts'
import type { Senses } from './senses.ts'

/** The last Snapshot, and whoever wants each new one. */
export interface Snapshots {
  current(): Snapshot | null
  onSnapshot(wake: (snapshot: Snapshot) => void): () => void
  take(attention: Attention, patience: Patience): Promise<Snapshot>
  /** Before the next tick, where there are ticks: how the last Snapshot is to be judged has changed. */
  judgeAgain(): void
}

export interface SnapshotsOptions {
  readonly host: Host
  readonly senses: Senses
  readonly judge: Judge
  /** Whether there are ticks, so that something may be told between them. */
  readonly isOn: () => boolean
}

export function createSnapshots({ host, senses, judge, isOn }: SnapshotsOptions): Snapshots {
  const wakes = new Set<(snapshot: Snapshot) => void>()
  let current: Snapshot | null = null
  const tell = (unjudged: Omit<Snapshot, keyof Judgement>): Snapshot => {
    const next = { ...unjudged, ...judge(unjudged, !isOn()) }
    current = next
    wakes.forEach((wake) => wake(next))
    return next
  }
  // what has failed is told before the next tick: all else stays as it was measured
  const hurry = createLogHurry(host.clock, () => {
    if (current !== null && isOn()) tell({ ...current, ...senses.findingsNow(current) })
  })
  senses.onLogNews((news) => hurry[news]())
  return {
    current: () => current,
    onSnapshot: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    take: async (attention, patience) => {
      return tell(await sample(host, senses, attention, patience, () => current?.atMs ?? null))
    },
    judgeAgain: hurry.failure,
  }
}
