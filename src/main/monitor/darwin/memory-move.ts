import type { VmStat } from '../../probes/darwin/vm-stat.ts'
import type { Source } from '../source.ts'

/** What a model takes becomes wired, and what it frees is so no more: a move of this size is a load or an unload. */
const wiredBytes = 256e6
/** Weights that are read into memory of its own (MLX, PyTorch, `--no-mmap`). Apps breathe by less in some seconds. */
const anonymousBytes = 512e6
/** Weights that are mapped come in as pages of a file, and are wired only at the end of their load. */
const pagedInBytes = 512e6
/** Who reads files without end (a backup, an index) must not have processes listed without end. */
const leastEveryMs = 8_000

type Moving = Pick<VmStat, 'pageBytes' | 'wiredBytes' | 'anonymousBytes' | 'pageInCount'>

/**
 * Whether memory has moved since processes were listed last as it does where somebody loads a model: then they are listed at once.
 * While nobody looks they are listed every half minute, and many a load is shorter.
 */
export function createMemoryMove(
  memory: Source<VmStat>,
): (atMs: number, listedAtMs: number) => boolean {
  let then: { readonly listedAtMs: number; readonly counted: Moving } | null = null
  return (atMs, listedAtMs) => {
    const counted = memory.goodAt(atMs)?.value
    if (counted === undefined) return false
    if (then?.listedAtMs !== listedAtMs) then = { listedAtMs, counted }
    const hasComeIn = atMs - listedAtMs >= leastEveryMs && hasRead(then.counted, counted)
    return hasComeIn || hasWired(then.counted, counted)
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
