import type { VmStat } from '../../probes/darwin/vm-stat.ts'
import { createBouts } from '../bouts.ts'
import type { Source } from '../source.ts'

/** What a model takes becomes wired, and what it frees is so no more: a move of this size is a load or an unload. */
const wiredBytes = 256e6
/** Weights that are read into memory of its own (MLX, PyTorch, `--no-mmap`). Apps breathe by less in some seconds. */
const anonymousBytes = 512e6
/** Weights that are mapped come in as pages of a file, and are wired only at the end of their load. */
const pagedInBytes = 512e6
/** Who reads files without end (a backup, an index) must not have processes listed without end. */
const waits = { firstWaitMs: 2_000, longestWaitMs: 30_000, quietAfterMs: 60_000 } as const

type Moving = Pick<VmStat, 'pageBytes' | 'wiredBytes' | 'anonymousBytes' | 'pageInCount'>

/** What of a listing of processes is asked by moves of memory. */
export interface MemoryMoves {
  /** Once a tick. Whether processes are to be listed at once: by the last listing somebody may have begun to load since. */
  isMove(atMs: number, listedAtMs: number): boolean
  /** When that was last so; -Infinity: never. */
  lastAtMs(): number
}

/**
 * Whether memory has moved since processes were listed last as it does where somebody loads a model. While nobody looks they are
 * listed every half minute, and many a load is shorter.
 */
export function createMemoryMoves(memory: Source<VmStat>): MemoryMoves {
  const bouts = createBouts(waits)
  let then: { readonly listedAtMs: number; readonly counted: Moving } | null = null
  return {
    lastAtMs: bouts.lastAtMs,
    isMove: (atMs, listedAtMs) => {
      const counted = memory.goodAt(atMs)?.value
      if (counted === undefined) return false
      if (then?.listedAtMs !== listedAtMs) then = { listedAtMs, counted }
      const hasMoved = hasWired(then.counted, counted) || hasRead(then.counted, counted)
      return hasMoved && bouts.begin(atMs)
    },
  }
}

const hasWired = (before: Moving, now: Moving): boolean =>
  Math.abs(now.wiredBytes - before.wiredBytes) >= wiredBytes

function hasRead(before: Moving, now: Moving): boolean {
  const grown = (was: number | null, is: number | null): number =>
    was === null || is === null ? 0 : is - was
  return (
    grown(before.anonymousBytes, now.anonymousBytes) >= anonymousBytes ||
    grown(before.pageInCount, now.pageInCount) * now.pageBytes >= pagedInBytes
  )
}
