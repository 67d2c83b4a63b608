import type { KvCache } from '../caches.ts'
import { sinceBuild } from '../engine-build.ts'
import type { Hyperparameters } from '../hyperparameters.ts'
import type { ResolvedRun } from '../run.ts'
import { f16Bytes, f32Bytes, type CacheInputs, type Rotations } from './graph-context.ts'
import type { Graph } from './graph.ts'

const i64Bytes = 8
/** Tokens go into their cells by a list of them (`set_rows`, on by itself since August 2025); before by a view. */
const listedPlacesSince = 6_070

/** build_attn_inp_kv of src/llama-graph.cpp. Masks of flash attention were F32 once, and cast. */
export function addCacheInputs(
  graph: Graph,
  cache: KvCache,
  model: Hyperparameters,
  run: ResolvedRun,
): CacheInputs {
  const { ubatchTokens, hasFlashAttention, build } = run
  const { cells } = cache
  const width = Math.max(0, ...cache.layers.map(({ valueElements }) => valueElements))
  const hasPlaces = build >= listedPlacesSince
  const places = (name: string, each: number) =>
    hasPlaces ? graph.input(name, [[i64Bytes, ubatchTokens, each]]) : null
  const keyPlaces = places('places of K', 1)
  // V lies transposed without flash attention: each of its elements has a place
  const valuePlaces = width === 0 ? null : places('places of V', hasFlashAttention ? 1 : width)
  const isF16 = hasFlashAttention && build >= sinceBuild.f16Masks
  const given = graph.input('mask', [[isF16 ? f16Bytes : f32Bytes, cells, ubatchTokens]])
  let mask = isF16 || !hasFlashAttention ? given : null
  return {
    cache,
    mask: () => (mask ??= graph.fresh('mask in F16', [[f16Bytes, cells, ubatchTokens]], given)),
    keyPlaces,
    valuePlaces,
    rotations: addRotations(graph, keyLengthOf(cache, model), run),
  }
}

const keyLengthOf = (
  { kind }: KvCache,
  { keyLength, slidingKeyLength }: Hyperparameters,
): number => (kind === 'sliding' ? (slidingKeyLength ?? keyLength) : keyLength)

/** Values are turned 64 at a time, keys as many as the largest power of two does that divides their heads (llama-kv-cache.cpp). */
const turnedAtOnce = 64

function addRotations(
  graph: Graph,
  keyLength: number,
  { asked, build }: ResolvedRun,
): Rotations | null {
  const isQuantised = /^i?q/.test(asked.keyType)
  if (!isQuantised || build < sinceBuild.rotatedQuants || keyLength % turnedAtOnce !== 0)
    return null
  let side = turnedAtOnce
  while (keyLength > 0 && keyLength % (2 * side) === 0) side *= 2
  return {
    ofKeys: graph.input('rotation of K', [[f32Bytes, side, side]]),
    ofValues: graph.input('rotation of V', [[f32Bytes, turnedAtOnce, turnedAtOnce]]),
  }
}
