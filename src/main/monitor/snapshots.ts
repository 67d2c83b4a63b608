import type { Snapshot } from '../../shared/snapshot.ts'
import type { Host } from '../host/host.ts'
import type { Attention } from './pace.ts'
import { sample, type Patience } from './sample.ts'
import type { Senses } from './senses.ts'

/** The last Snapshot, and whoever wants each new one. */
export interface Snapshots {
  current(): Snapshot | null
  onSnapshot(wake: (snapshot: Snapshot) => void): () => void
  take(attention: Attention, patience: Patience): Promise<Snapshot>
}

export function createSnapshots(host: Host, senses: Senses): Snapshots {
  const wakes = new Set<(snapshot: Snapshot) => void>()
  let current: Snapshot | null = null
  return {
    current: () => current,
    onSnapshot: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    take: async (attention, patience) => {
      const taken = await sample(host, senses, attention, patience, () => current?.atMs ?? null)
      current = taken
      wakes.forEach((wake) => wake(taken))
      return taken
    },
  }
}
