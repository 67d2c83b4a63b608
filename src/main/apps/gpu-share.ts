import type { Pid } from '../../shared/ids.ts'

interface Counted {
  readonly atMs: number
  readonly gpuTimeNs: ReadonlyMap<Pid, number>
}

/** Two readings that lie further apart are no share of now. */
const maxSpanMs = 120_000

/**
 * Each process' share of the GPU's time between two readings of its counters, never negative: a counter begins again where
 * a client closes. null until there are two; shares may add to more than the GPU's own figure (macos-sources §4).
 */
export function createGpuShare(): (now: Counted) => ReadonlyMap<Pid, number> | null {
  let last: Counted | null = null
  let shares: ReadonlyMap<Pid, number> | null = null
  return (now) => {
    if (last?.atMs === now.atMs) return shares
    shares = last === null ? null : sharesBetween(last, now)
    last = now
    return shares
  }
}

function sharesBetween(before: Counted, now: Counted): ReadonlyMap<Pid, number> | null {
  const spanMs = now.atMs - before.atMs
  if (spanMs <= 0 || spanMs > maxSpanMs) return null
  const shares = new Map<Pid, number>()
  for (const [pid, ns] of now.gpuTimeNs) {
    const earlierNs = before.gpuTimeNs.get(pid)
    // one that was not there before can have done no more than the time between
    if (earlierNs === undefined && ns / 1e6 > spanMs) continue
    const grownNs = Math.max(0, ns - (earlierNs ?? 0))
    shares.set(pid, Math.min(1, grownNs / 1e6 / spanMs))
  }
  return shares
}
