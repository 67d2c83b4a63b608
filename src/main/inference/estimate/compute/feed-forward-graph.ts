import type { Experts } from '../hyperparameters.ts'
import type { GraphTensor } from './graph-allocator.ts'
import { f32Bytes, type GraphContext } from './graph-context.ts'

/** build_ffn and build_moe_ffn of src/llama-graph.cpp, with a gate. `count`: tokens that go through; null: the layer has none. */
export function addFeedForward(
  context: GraphContext,
  stream: GraphTensor,
  index: number,
  count: number,
): GraphTensor | null {
  const { graph, model } = context
  const { experts, embeddingLength, leadingDenseLayerCount } = model
  const width = model.feedForwardLengths[index] ?? 0
  if (experts === null && width === 0) return null
  const normed = graph.inPlace(f32Bytes * count * embeddingLength, stream)
  if (experts === null || index < leadingDenseLayerCount)
    return addDense(context, normed, width, count)
  const routed = addRouted(context, normed, experts, count)
  if (experts.sharedFeedForwardLength === 0) return routed
  const shared = addDense(context, normed, experts.sharedFeedForwardLength, count)
  return graph.inPlace(f32Bytes * count * embeddingLength, routed, shared)
}

function addDense(
  { graph, model }: GraphContext,
  normed: GraphTensor,
  width: number,
  count: number,
): GraphTensor {
  const bytes = f32Bytes * count * width
  const up = graph.fresh(bytes, normed)
  const gate = graph.fresh(bytes, normed)
  return graph.fresh(f32Bytes * count * model.embeddingLength, graph.fresh(bytes, gate, up))
}

function addRouted(
  { graph, model }: GraphContext,
  normed: GraphTensor,
  { count: expertCount, usedCount, feedForwardLength }: Experts,
  count: number,
): GraphTensor {
  const ofTokens = (floats: number): number => f32Bytes * count * floats
  const ofUsed = (floats: number): number => ofTokens(usedCount * floats)
  const odds = graph.inPlace(ofTokens(expertCount), graph.fresh(ofTokens(expertCount), normed))
  const chosen = graph.fresh(ofTokens(expertCount), odds)
  const raw = graph.fresh(ofUsed(1), odds, chosen)
  const weights = graph.inPlace(ofUsed(1), raw, graph.fresh(ofTokens(1), raw))
  const up = graph.fresh(ofUsed(feedForwardLength), normed, chosen)
  const gate = graph.fresh(ofUsed(feedForwardLength), normed, chosen)
  const activated = graph.fresh(ofUsed(feedForwardLength), gate, up)
  const down = graph.fresh(ofUsed(model.embeddingLength), activated, chosen)
  const weighted = graph.inPlace(ofUsed(model.embeddingLength), down, weights)
  return graph.fresh(ofTokens(model.embeddingLength), weighted)
}
