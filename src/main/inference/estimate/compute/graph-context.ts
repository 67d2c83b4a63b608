import type { Hyperparameters } from '../hyperparameters.ts'
import type { ResolvedRun } from '../run.ts'
import type { Graph, GraphTensor } from './graph-allocator.ts'

export const f32Bytes = 4

/** What a graph is built of: for each token so many floats of each kind. */
export interface GraphContext {
  readonly graph: Graph
  readonly model: Hyperparameters
  readonly run: ResolvedRun
  /** A matrix that turns quantised keys and values, and back what comes of them; null: nothing is turned. */
  readonly rotation: GraphTensor | null
  readonly positions: GraphTensor
}
