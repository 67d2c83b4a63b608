import type { Memory, Swap } from '../../../shared/snapshot.ts'

type MemoryNow = Pick<Memory, 'availableBytes' | 'parts'> & { readonly atMs: number }
type SwapTraffic = Pick<Swap, 'inBytesPerSecond' | 'outBytesPerSecond'>

/** Two samples that lie further apart are of another time. */
const maxGapMs = 90_000
/**
 * The least that memory is compressed by, as far as is known: twice. What compressing gives back of memory is then as much as its
 * compressor takes, and what goes to swap was twice as much.
 */
const timesCompressed = 2

/**
 * RAM that is left, less what has been pushed out of it: macOS keeps file-backed pages down to a floor, and compresses and swaps
 * rather than give those; Linux swaps. What grows goes on taking, though what is available stands still.
 */
export function createPushedOut(): (memory: MemoryNow, swap: SwapTraffic | null) => number {
  let lastMs: number | null = null
  let swappedBytes = 0
  return ({ atMs, availableBytes, parts }, swap) => {
    const gapMs = lastMs === null ? 0 : atMs - lastMs
    // by traffic: what is used of swap is read seldom, and it does not shrink when memory comes back
    if (gapMs > 0 && gapMs <= maxGapMs) swappedBytes += (netOf(swap) * gapMs) / 1000
    lastMs = atMs
    const compressor = parts.find(({ kind }) => kind === 'compressed')
    return compressor === undefined
      ? availableBytes - swappedBytes
      : availableBytes - (timesCompressed - 1) * compressor.bytes - timesCompressed * swappedBytes
  }
}

const netOf = (swap: SwapTraffic | null): number =>
  (swap?.outBytesPerSecond ?? 0) - (swap?.inBytesPerSecond ?? 0)
