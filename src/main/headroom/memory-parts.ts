import type { Memory, MemoryPart, MemoryPartKind } from '../../shared/snapshot.ts'

/** What a kernel counts, in bytes, before it is made to add up. */
export interface CountedMemory {
  readonly totalBytes: number
  readonly availableBytes: number
  /** In the order in which they are shown. */
  readonly parts: readonly (readonly [kind: MemoryPartKind, bytes: number])[]
}

/**
 * Used and available make up the total, and the parts make up what is used. A kernel counts its figures at slightly
 * different moments: what is counted beyond the whole is cut off the later part, what is missing is `other`.
 */
export function memoryOf(counted: CountedMemory): Memory {
  const { totalBytes } = counted
  const availableBytes = Math.min(totalBytes, counted.availableBytes)
  const usedBytes = totalBytes - availableBytes
  const parts: MemoryPart[] = []
  let leftBytes = usedBytes
  const take = (kind: MemoryPartKind, countedBytes: number): void => {
    const bytes = Math.min(leftBytes, countedBytes)
    parts.push({ kind, bytes })
    leftBytes -= bytes
  }
  counted.parts.forEach(([kind, bytes]) => take(kind, bytes))
  take('other', leftBytes)
  return { totalBytes, usedBytes, availableBytes, parts }
}
