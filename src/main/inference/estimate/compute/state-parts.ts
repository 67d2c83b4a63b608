import type { StateSpace } from '../hyperparameters.ts'
import { f32Bytes, type GraphContext } from './graph-context.ts'
import type { GraphTensor, Size } from './graph.ts'

/** The last tokens of every sequence, put before those of the micro-batch. */
export function addJoined(
  { graph, run }: GraphContext,
  width: number,
  behind: number,
  tensor: GraphTensor,
): GraphTensor {
  const kept: Size = [[f32Bytes, run.sequenceCount, behind, width]]
  const last = graph.fresh('last tokens', kept)
  const size: Size = [...kept, [f32Bytes, run.ubatchTokens, width]]
  const joined = graph.fresh('joined', size, graph.view(last), graph.view(tensor))
  graph.store(graph.view(joined))
  return joined
}

/** Channels that are convolved: the inner ones, and keys and queries of each group. */
export const convolvedOf = ({ innerSize, groupCount, stateSize }: StateSpace): number =>
  innerSize + 2 * groupCount * stateSize

/** What is scanned, and behind it the states that it ends in. */
export const scannedOf = ({ run }: GraphContext, { innerSize, stateSize }: StateSpace): Size => [
  [f32Bytes, run.ubatchTokens, innerSize],
  [f32Bytes, run.sequenceCount, innerSize, stateSize],
]
