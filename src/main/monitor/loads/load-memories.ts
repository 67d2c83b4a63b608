import type { AskerAt } from '../../host/ask-at.ts'
import type { Loading } from '../../inference/inventory/loading.ts'
import type { LoadMemory, ServerWorld } from '../servers/server-world.ts'

/** What the processes of loads hold, as of the last tick. */
export interface LoadMemories {
  measure(asker: AskerAt, loading: readonly Loading[]): Promise<void>
  /** null: it is not known. */
  of(loading: Loading): LoadMemory | null
}

export function createLoadMemories(world: Pick<ServerWorld, 'loadMemory'>): LoadMemories {
  const memories = new Map<string, LoadMemory>()
  return {
    measure: async (asker, loading) => {
      memories.clear()
      for (const { id, joined, announced } of loading) {
        if (announced !== null) continue // its process is not found yet
        const pids = joined.holder.found.members.map(({ pid }) => pid)
        memories.set(id, await world.loadMemory(asker, pids))
      }
    },
    of: ({ id }) => memories.get(id) ?? null,
  }
}
