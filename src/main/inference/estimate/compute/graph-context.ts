import type { KvCache } from '../caches.ts'
import type { Hyperparameters } from '../hyperparameters.ts'
import type { ResolvedRun } from '../run.ts'
import type { Graph, GraphTensor, Size } from './graph.ts'
import type { GraphKind } from './graph-kinds.ts'

export const f32Bytes = 4
export const f16Bytes = 2

/** What a graph is built of. */
export interface GraphContext {
  readonly graph: Graph
  readonly model: Hyperparameters
  readonly run: ResolvedRun
  readonly kind: GraphKind
  readonly positions: GraphTensor
}

/** Matrices that turn quantised keys and values, and back what comes of them. */
export interface Rotations {
  readonly ofKeys: GraphTensor
  readonly ofValues: GraphTensor
}

/** What the layers of one cache are given: which cells a token may look at, and into which ones it goes. */
export interface CacheInputs {
  readonly cache: KvCache
  /** Cast where it is first needed, and kept. */
  readonly mask: () => GraphTensor
  readonly keyPlaces: GraphTensor | null
  readonly valuePlaces: GraphTensor | null
  readonly rotations: Rotations | null
}

/** So many floats for each token. */
export const forTokens =
  (tokens: number) =>
  (...floats: readonly number[]): Size => [[f32Bytes, tokens, ...floats]]

/** RMS_NORM, and MUL with a weight: in place where nothing else needs what is normed. */
export const addNorm = (
  { graph }: GraphContext,
  size: Size,
  tensor: GraphTensor,
  name = 'normed',
): GraphTensor => graph.inPlace(name, size, tensor)
