/** At rest it is a third of this. A whole collection there gives back 2 MB, which are taken again within the minute. */
const leastBytes = 64e6
/** Under load V8 lets its heap grow to several times what lives, and gives nothing of it back by itself for hours. */
const mostGrowth = 2
/** A whole collection of what a monitor holds takes some 50 ms. */
const leastBetweenMs = 60_000

export interface Heap {
  /** All that is taken of the system for it. */
  sizeBytes(): number
  /** The whole of it; what nothing refers to goes. */
  collect(): void
  nowMs(): number
}

const ownHeap: Heap = {
  sizeBytes: () => process.getBuiltinModule('node:v8').getHeapStatistics().total_heap_size,
  collect: () => {
    // V8 gives its `gc` to contexts that are made after it was told to
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
    const collect: unknown = process.getBuiltinModule('node:vm').runInNewContext('gc')
    if (typeof collect === 'function') collect()
  },
  nowMs: () => performance.now(),
}

/** Collects whenever the heap has grown far beyond what the last collection left. To be called with each Snapshot. */
export function createHeapWatch({ sizeBytes, collect, nowMs }: Heap = ownHeap): () => void {
  let last = { sizeBytes: 0, atMs: -Infinity }
  return () => {
    if (nowMs() - last.atMs < leastBetweenMs) return
    if (sizeBytes() < Math.max(leastBytes, mostGrowth * last.sizeBytes)) return
    collect()
    last = { sizeBytes: sizeBytes(), atMs: nowMs() }
  }
}
