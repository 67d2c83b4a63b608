import type { KvCache, RecurrentState } from './caches.ts'
import { sinceBuild } from './engine-build.ts'
import type { Growth } from './need.ts'
import type { ResolvedRun } from './run.ts'

/** `--cache-ram` of llama-server, where it is not told another (common/common.h). */
const usualPromptCacheBytes = 8_192 * 2 ** 20
/** Copies of what cannot be rolled back: so many of each slot, and so far apart (memory-estimate.md §3.7). */
const maxCheckpoints = 32
const checkpointTokens = 8_192

/** What llama-server fills in time, in RAM beside the GPU; null: nothing, or it runs in another program. */
export function growthOf(
  caches: readonly KvCache[],
  state: RecurrentState,
  run: ResolvedRun,
): Growth | null {
  if (run.asked.program !== 'server' || run.build < sinceBuild.promptCache) return null
  // what keeps nothing of a prompt has nothing to put away (encoders)
  if (caches.length === 0 && state.bytes === 0) return null
  const promptBytes = run.asked.promptCacheBytes ?? usualPromptCacheBytes
  const checkpointBytes = checkpointBytesOf(caches, state, run)
  const bytes = promptBytes + checkpointBytes
  if (bytes === 0) return null
  const isEndless = bytes === Number.POSITIVE_INFINITY
  const flag = isEndless ? '--cache-ram -1: without a limit' : '--cache-ram'
  const what = [
    ...(promptBytes === 0 ? [] : [`prompt cache (${flag})`]),
    ...(checkpointBytes === 0 ? [] : ['checkpoints of its context']),
  ]
  return { bytes: isEndless ? null : bytes, what: `llama-server's ${what.join(' and ')}` }
}

function checkpointBytesOf(
  caches: readonly KvCache[],
  state: RecurrentState,
  { sequenceCount, contextTokens }: ResolvedRun,
): number {
  const sliding = caches.filter(({ kind }) => kind === 'sliding')
  const slidingBytes = sliding.reduce((sum, { bytes }) => sum + bytes, 0)
  // one state of each sequence, whatever a draft is taken back by
  const eachBytes = (state.bytes / state.copyCount + slidingBytes) / sequenceCount
  const checkpoints = Math.min(
    maxCheckpoints * sequenceCount,
    Math.floor(contextTokens / checkpointTokens),
  )
  return Math.round(eachBytes * checkpoints)
}
