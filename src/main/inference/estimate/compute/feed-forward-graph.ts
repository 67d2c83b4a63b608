import type { Experts } from '../hyperparameters.ts'
import { addNorm, forTokens, type GraphContext } from './graph-context.ts'
import type { GraphTensor } from './graph.ts'
import { expertScratch, sortScratch } from './metal-scratch.ts'

/** build_ffn and build_moe_ffn of src/llama-graph.cpp. `count`: tokens that go through; null: the layer has none. */
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
  const size = forTokens(count)(embeddingLength)
  const normed = addNorm(context, size, stream)
  if (experts === null || index < leadingDenseLayerCount)
    return addDense(context, normed, width, count)
  const routed = addRouted(context, normed, experts, count)
  if (experts.sharedFeedForwardLength === 0) return routed
  const shared = addDense(context, normed, experts.sharedFeedForwardLength, count)
  return graph.inPlace('experts', size, routed, shared)
}

function addDense(
  { graph, model, kind }: GraphContext,
  normed: GraphTensor,
  width: number,
  count: number,
): GraphTensor {
  const size = forTokens(count)(width)
  const activated = (): GraphTensor => {
    switch (kind.feedForward) {
      case 'plain':
        return graph.inPlace('feed-forward', size, graph.fresh('feed-forward', size, normed))
      case 'gated': {
        const gate = graph.fresh('feed-forward', size, normed)
        const up = graph.fresh('feed-forward', size, normed)
        return graph.fresh('feed-forward', size, gate, up)
      }
      case 'fused': {
        const both = graph.fresh('feed-forward', forTokens(count)(2 * width), normed)
        return graph.fresh('feed-forward', size, both)
      }
    }
  }
  return graph.fresh('feed-forward out', forTokens(count)(model.embeddingLength), activated())
}

function addRouted(
  { graph, model, run }: GraphContext,
  normed: GraphTensor,
  { count: expertCount, usedCount, feedForwardLength }: Experts,
  count: number,
): GraphTensor {
  const sized = forTokens(count)
  const beside = { scratch: expertScratch(run, expertCount) }
  const odds = sized(expertCount)
  const probable = graph.inPlace('odds, evened', odds, graph.fresh('odds', odds, normed))
  const order = graph.freshBeside('order', odds, { scratch: sortScratch(run, odds) }, probable)
  const chosen = graph.view(order)
  const weights = graph.fresh('weights', sized(usedCount), graph.view(probable), chosen)
  const token = graph.view(normed)
  const inner = sized(usedCount, feedForwardLength)
  const gate = graph.freshBeside('experts', inner, beside, token, chosen)
  const up = graph.freshBeside('experts', inner, beside, token, chosen)
  const activated = graph.fresh('experts', inner, gate, up)
  const outer = sized(usedCount, model.embeddingLength)
  const down = graph.freshBeside('experts out', outer, beside, activated, chosen)
  const weighed = graph.inPlace('experts out', outer, down, graph.view(weights))
  return graph.fresh('sum of experts', sized(model.embeddingLength), graph.view(weighed))
}
