import type { AskerAt } from '../../host/ask-at.ts'
import type { ProcessMemory } from '../../inference/inventory/inventory.ts'
import type { Loading } from '../../inference/inventory/loading.ts'
import type { ServerWorld } from '../servers/server-world.ts'

/** What the processes of loads hold, as of the last tick. */
export interface LoadMemories {
  measure(asker: AskerAt, loading: readonly Loading[]): Promise<void>
  /** null: it is not known. */
  of(loading: Loading): ProcessMemory | null
}

export function createLoadMemories(world: Pick<ServerWorld, 'measureLoad'>): LoadMemories {
  const memories = new Map<string, ProcessMemory>()
  return {
    measure: async (asker, loading) => {
      memories.clear()
      for (const { id, joined, announced } of loading) {
        if (announced !== null) continue // its process is not found yet
        const pids = joined.holder.found.members.map(({ pid }) => pid)
        const [memory] = (await world.measureLoad?.(asker, pids)) ?? []
        if (memory !== undefined) memories.set(id, memory)
      }
    },
    of: ({ id }) => memories.get(id) ?? null,
  }
}
