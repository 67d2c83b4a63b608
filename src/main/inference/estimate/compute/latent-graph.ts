import { addFlashed } from './attended-graph.ts'
import {
  f16Bytes,
  f32Bytes,
  forTokens,
  type CacheInputs,
  type GraphContext,
} from './graph-context.ts'
import type { GraphTensor } from './graph.ts'

/**
 * Heads before they are absorbed, and what they give: files say it, our hyperparameters do not. DeepSeek's, Kimi's: a quarter of
 * the rank, 128 of 512.
 */
const headShareOfRank = 4

/**
 * MLA with absorbed K (src/models/deepseek2.cpp): the query of each head is brought to the rank of the cache, and what comes out
 * back again. One head of keys, of which the values are the first part.
 */
export function addLatentAttention(
  context: GraphContext,
  inputs: CacheInputs,
  index: number,
  normed: GraphTensor,
): GraphTensor {
  const { graph, model, run, positions } = context
  const { cache } = inputs
  const sized = forTokens(run.ubatchTokens)
  const heads = model.headCounts[index] ?? 0
  const rank = model.valueLength
  const turning = model.keyLength - rank
  const straight = Math.ceil(rank / headShareOfRank)

  const raw = graph.fresh('Q', sized(heads, straight + turning), normed)
  const absorbed = graph.fresh('Q, absorbed', sized(heads, rank), graph.view(raw))
  const placed = graph.fresh('Q, placed', sized(heads, turning), graph.view(raw), positions)
  const querySize = sized(heads, model.keyLength)
  const query = graph.fresh('Q, joined', querySize, graph.view(absorbed), placed)

  const compressed = graph.fresh('K and V', sized(model.keyLength), normed)
  const value = graph.fresh('V', sized(rank), graph.view(compressed))
  const turned = graph.fresh('K, placed', sized(turning), graph.view(compressed), positions)
  const key = graph.fresh('K', sized(model.keyLength), graph.view(value), turned)
  const stored = [
    graph.store(graph.view(key), ...(inputs.keyPlaces === null ? [] : [inputs.keyPlaces])),
  ]
  if (inputs.valuePlaces !== null) stored.push(graph.store(graph.view(value), inputs.valuePlaces))

  const shape = {
    cache,
    heads,
    kvHeads: 1,
    keyElements: model.keyLength,
    valueElements: cache.layers[0]?.valueElements ?? 0,
    valueLength: rank,
  }
  const attended = run.hasFlashAttention
    ? addFlashed(context, shape, query, inputs.mask(), stored)
    : addLatentScores(context, { cache, heads, rank }, query, inputs.mask(), stored)
  const headSize = sized(heads, straight)
  const expanded = graph.fresh('attended', headSize, graph.view(attended))
  const laidOut = graph.fresh('attended, laid out', headSize, graph.view(expanded))
  return graph.fresh('attention', sized(model.embeddingLength), laidOut)
}

/** V is a part of K that lies the wrong way for the product: all cells of it are copied. */
function addLatentScores(
  { graph, run }: GraphContext,
  of: {
    readonly cache: CacheInputs['cache']
    readonly heads: number
    readonly rank: number
  },
  query: GraphTensor,
  mask: GraphTensor,
  stored: readonly GraphTensor[],
): GraphTensor {
  const { cells, streamCount } = of.cache
  const scoreSize = [[f32Bytes, run.ubatchTokens, cells, of.heads]]
  const values = graph.fresh('V, laid out', [[f16Bytes, cells, streamCount, of.rank]], ...stored)
  const scores = graph.fresh('scores', scoreSize, graph.view(query), ...stored)
  const weighed = graph.inPlace('scores, weighed', scoreSize, scores, mask)
  return graph.fresh('attended', forTokens(run.ubatchTokens)(of.heads, of.rank), values, weighed)
}
