import { rowBytes, type TensorType } from '../models/tensor-types.ts'
import { sinceBuild } from './engine-build.ts'
import { f32Bytes } from './f32-bytes.ts'
import { emptyLayer, type Layer, type Layers } from './layer.ts'
import { roundUp, type ResolvedRun } from './run.ts'

/** One cache of keys and values: all layers that have as many cells. */
export interface KvCache {
  readonly kind: 'full' | 'sliding' | 'indexer'
  /** Of one stream. */
  readonly cells: number
  readonly streamCount: number
  /** Layers that have a place in it, by their number. */
  readonly layers: readonly CachedLayer[]
  readonly bytes: number
}

export interface CachedLayer {
  readonly index: number
  readonly keyElements: number
  readonly valueElements: number
  readonly bytes: number
}

export interface KvTypes {
  readonly key: TensorType
  readonly value: TensorType
}

/** What llama.cpp takes for keys and values at load, all of it at once (memory-estimate.md §2.2 to §2.5). */
export function estimateKvCaches(
  told: Layers,
  run: ResolvedRun,
  types: KvTypes,
): readonly KvCache[] {
  const { slidingWindowTokens, isLatent } = told
  const layers = keptLayers(told, run)
  const streamCount = told.isNeverUnified ? run.sequenceCount : run.streamCount
  const hasValues = !(isLatent && run.build >= sinceBuild.latentKeysOnly)
  const owned = layers.flatMap(({ attention }, index) =>
    attention === null ? [] : [{ index, ...attention }],
  )
  const widestValue = Math.max(0, ...owned.map(({ valueElements }) => valueElements))
  const cacheOf = (kind: 'full' | 'sliding', cells: number): readonly KvCache[] => {
    const own = owned.filter(({ isSliding }) => isSliding === (kind === 'sliding'))
    return cacheWith(
      kind,
      cells,
      streamCount,
      own.map((one) => ({
        index: one.index,
        keyElements: one.keyElements,
        valueElements: !hasValues ? 0 : run.hasFlashAttention ? one.valueElements : widestValue,
      })),
      types,
    )
  }
  const indexed = indexedLayers(layers)
  return [
    ...cacheOf('full', run.streamCells),
    ...cacheOf('sliding', slidingCellsOf(slidingWindowTokens, run)),
    ...cacheWith('indexer', run.streamCells, streamCount, indexed, types),
  ]
}

/** Those that only predict further tokens have had a cache for some months of 2026. Each has its number still. */
function keptLayers({ layers }: Layers, { build }: ResolvedRun): readonly Layer[] {
  const areKept = build >= sinceBuild.nextnCaches && build < sinceBuild.noNextnCaches
  return areKept ? layers : layers.map((layer) => (layer.isUnused ? emptyLayer : layer))
}

const indexedLayers = (layers: readonly Layer[]): readonly Omit<CachedLayer, 'bytes'>[] =>
  layers.flatMap(({ indexerElements }, index) =>
    indexerElements === 0 ? [] : [{ index, keyElements: indexerElements, valueElements: 0 }],
  )

function cacheWith(
  kind: KvCache['kind'],
  cells: number,
  streamCount: number,
  own: readonly Omit<CachedLayer, 'bytes'>[],
  { key, value }: KvTypes,
): readonly KvCache[] {
  if (own.length === 0) return []
  const layers = own.map((one) => ({
    ...one,
    bytes:
      cells * streamCount * (rowBytes(key, one.keyElements) + rowBytes(value, one.valueElements)),
  }))
  const bytes = layers.reduce((sum, one) => sum + one.bytes, 0)
  return [{ kind, cells, streamCount, layers, bytes }]
}

/** The window of every sequence that shares the cache, and one micro-batch (llama-kv-cache-iswa.cpp). */
function slidingCellsOf(windowTokens: number, run: ResolvedRun): number {
  if (run.asked.isSlidingFull) return run.streamCells
  const sequences = run.streamCount > 1 ? 1 : run.sequenceCount
  const wanted = Math.min(run.streamCells, windowTokens * sequences + run.ubatchTokens)
  return roundUp(wanted, run.paddingCells)
}

/** What recurrent layers keep of every sequence, in F32, however long the context is (memory-estimate.md §2.6). */
export interface RecurrentState {
  /** Of each sequence: one, and those that a draft is taken back by. */
  readonly copyCount: number
  /** All copies of all sequences together. */
  readonly layers: readonly { readonly index: number; readonly bytes: number }[]
  readonly bytes: number
}

export function estimateRecurrentState(
  { layers, rollsBack }: Layers,
  run: ResolvedRun,
): RecurrentState {
  const copyCount = rollsBack ? 1 + run.asked.draftTokens : 1
  const copies = run.sequenceCount * copyCount
  const own = layers.flatMap(({ state }, index) =>
    state === null
      ? []
      : [{ index, bytes: copies * (state.convolutionElements + state.stateElements) * f32Bytes }],
  )
  return { copyCount, layers: own, bytes: own.reduce((sum, { bytes }) => sum + bytes, 0) }
}
