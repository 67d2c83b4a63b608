import type { LoadId } from '../../../shared/ids.ts'
import type { Load } from '../../../shared/load.ts'
import type { DarwinSources } from './sources.ts'
import { createMemoryMoves } from './memory-move.ts'

/** As long as it takes to list processes, to ask a new server and to read the header of its model. */
const movingForMs = 4_000

/** What is going on with memory at this moment, by which Headroom looks closer. */
export interface Movement {
  /** Before the fold of a tick: whoever loads may have come since processes were listed last, and is looked for. */
  look(atMs: number): void
  /** After it. */
  note(loads: readonly Load[]): void
  /** Memory has just moved as where somebody loads: whoever it is, is looked for. */
  isLookingAt(atMs: number): boolean
  /** How many loads have failed so far: what they held is free again. */
  failedCount(): number
}

export function createMovement({ vmStat, processes, processFacts }: DarwinSources): Movement {
  const moves = createMemoryMoves(vmStat)
  let failed: ReadonlySet<LoadId> = new Set()
  let failedCount = 0
  const isLookingAt = (atMs: number): boolean => atMs - moves.lastAtMs() < movingForMs

  /** Whether the last list has somebody whose name was not asked yet. */
  const hasStrangers = (atMs: number): boolean => {
    const [listed, named] = [processes.goodAt(atMs), processFacts.goodAt(atMs)]
    if (listed === null || named === null || listed.atMs <= named.atMs) return false
    return listed.value.some(({ pid }) => !named.value.has(pid))
  }

  return {
    look: (atMs) => {
      const listedAtMs = processes.goodAt(atMs)?.atMs
      if (listedAtMs !== undefined && moves.isMove(atMs, listedAtMs)) processes.hurry(true)
      if (isLookingAt(atMs) && hasStrangers(atMs)) processFacts.hurry(true)
    },
    note: (loads) => {
      const now = loads.filter(({ stage }) => stage === 'failed').map(({ id }) => id)
      failedCount += now.filter((id) => !failed.has(id)).length
      failed = new Set(now)
    },
    isLookingAt,
    failedCount: () => failedCount,
  }
}
