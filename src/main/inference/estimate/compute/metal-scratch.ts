import type { KvCache } from '../caches.ts'
import { sinceBuild } from '../engine-build.ts'
import type { ResolvedRun } from '../run.ts'
import { f16Bytes, f32Bytes } from './graph-context.ts'
import type { Size } from './graph.ts'

/** Metal's operations take what they need beside their result with it: `get_alloc_size` of ggml-metal.cpp, autumn 2025. */
const scratchSince = 7_000

const hasScratch = ({ asked, build }: ResolvedRun): boolean =>
  asked.device === 'metal' && build >= scratchSince

/** MUL_MAT_ID: tokens of each expert, and which ones they are. */
export const expertScratch = (run: ResolvedRun, expertCount: number): Size =>
  hasScratch(run) ? [[4, expertCount, 1 + run.ubatchTokens]] : []

/** ARGSORT takes its result twice. */
export const sortScratch = (run: ResolvedRun, size: Size): Size => (hasScratch(run) ? size : [])

const cellsAtOnce = 64
const tokensAtOnce = 8
const workGroups = 32

export interface FlashShape {
  readonly cache: KvCache
  readonly heads: number
  readonly kvHeads: number
  readonly keyElements: number
  readonly valueElements: number
  /** Of one head. */
  readonly valueLength: number
}

/** FLASH_ATTN_EXT (`extra_pad`, `extra_blk`, `extra_tmp`): 64 cells more, one byte for each block of the mask, parts of the result. */
export function flashScratch(run: ResolvedRun, shape: FlashShape): Size {
  if (!hasScratch(run)) return []
  const { cache, heads, kvHeads, keyElements, valueElements, valueLength } = shape
  const { streamCount, cells } = cache
  const tokens = Math.ceil(run.ubatchTokens / streamCount)
  const row = f16Bytes * (keyElements + valueElements)
  return [
    [cellsAtOnce, streamCount, row * kvHeads + f16Bytes * tokens],
    [streamCount, Math.ceil(tokens / tokensAtOnce), Math.ceil(cells / cellsAtOnce)],
    [f32Bytes, Math.min(tokens, workGroups), heads, streamCount, workGroups, valueLength + 2],
  ]
}

/** An F16 copy of K and V of the layer, whatever the types of the cache are (`extra_kv_f16`, memory-estimate.md §3.4). */
export const flashCopy = (
  { asked, build, hasFlashAttention }: ResolvedRun,
  {
    cache,
    keyElements,
    valueElements,
  }: Pick<FlashShape, 'cache' | 'keyElements' | 'valueElements'>,
): Size =>
  asked.device === 'metal' && hasFlashAttention && build >= sinceBuild.metalFlashCopy
    ? [[f16Bytes, cache.cells, cache.streamCount, keyElements + valueElements]]
    : []
