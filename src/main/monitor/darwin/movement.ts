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

export function createMovement({ vmStat, processes }: DarwinSources): Movement {
  const moves = createMemoryMoves(vmStat)
  let failed: ReadonlySet<LoadId> = new Set()
  let failedCount = 0
  return {
    look: (atMs) => {
      const listedAtMs = processes.goodAt(atMs)?.atMs
      if (listedAtMs !== undefined && moves.isMove(atMs, listedAtMs)) processes.hurry(true)
    },
    note: (loads) => {
      const now = loads.filter(({ stage }) => stage === 'failed').map(({ id }) => id)
      failedCount += now.filter((id) => !failed.has(id)).length
      failed = new Set(now)
    },
    isLookingAt: (atMs) => atMs - moves.lastAtMs() < movingForMs,
    failedCount: () => failedCount,
  }
}
