import type { KvCache, RecurrentState } from './caches.ts'
import type { Growth } from './need.ts'
import type { ResolvedRun } from './run.ts'

/** `--cache-ram` of llama-server, where it is not told another (common/common.h). */
const promptCacheBytes = 8_192 * 2 ** 20
/** Copies of what cannot be rolled back: so many of each slot, and so far apart (memory-estimate.md §3.7). */
const maxCheckpoints = 32
const checkpointTokens = 8_192

/** What llama-server fills in time, in RAM beside the GPU; null: it runs in another program. */
export function growthOf(
  caches: readonly KvCache[],
  state: RecurrentState,
  run: ResolvedRun,
): Growth | null {
  if (run.asked.program !== 'server') return null
  const sliding = caches.filter(({ kind }) => kind === 'sliding')
  const slidingBytes = sliding.reduce((sum, { bytes }) => sum + bytes, 0)
  const eachBytes = (state.bytes + slidingBytes) / run.sequenceCount
  const checkpoints = Math.min(
    maxCheckpoints * run.sequenceCount,
    Math.floor(run.contextTokens / checkpointTokens),
  )
  const checkpointBytes = Math.round(eachBytes * checkpoints)
  return {
    bytes: promptCacheBytes + checkpointBytes,
    what:
      checkpointBytes === 0
        ? "llama-server's prompt cache (--cache-ram)"
        : "llama-server's prompt cache (--cache-ram) and checkpoints of its context",
  }
}
