import type { Snapshot } from './snapshot.ts'

/**
 * The most that room could ever be on this machine: RAM, or the limit of what the GPU may use where that is smaller. Bytes;
 * null where neither is known.
 */
export function capacityOf({ memory, limit }: Snapshot): number | null {
  const known = [
    ...(memory.kind === 'ok' ? [memory.totalBytes] : []),
    ...(limit.kind === 'ok' ? [limit.limitBytes] : []),
  ].filter((bytes) => bytes > 0)
  return known.length === 0 ? null : Math.min(...known)
}
