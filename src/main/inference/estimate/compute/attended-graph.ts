import { f32Bytes, forTokens, type GraphContext } from './graph-context.ts'
import { flashCopy, flashScratch, type FlashShape } from './metal-scratch.ts'
import type { GraphTensor } from './graph.ts'

/** FLASH_ATTN_EXT: all in one. */
export function addFlashed(
  { graph, run }: GraphContext,
  shape: FlashShape,
  query: GraphTensor,
  mask: GraphTensor,
  stored: readonly GraphTensor[],
): GraphTensor {
  const own = forTokens(run.ubatchTokens)(shape.heads * shape.valueLength)
  const beside = {
    scratch: flashScratch(run, shape),
    copy: flashCopy(run, shape),
  }
  return graph.freshBeside('attended', own, beside, graph.view(query), mask, ...stored)
}

/** All scores of a layer at once, and what they are laid out as for the next product. */
export function addScored(
  { graph, run }: GraphContext,
  { cache, heads, valueLength }: FlashShape,
  query: GraphTensor,
  mask: GraphTensor,
  stored: readonly GraphTensor[],
): GraphTensor {
  const scoreSize = [[f32Bytes, run.ubatchTokens, cache.cells, heads]]
  const outSize = forTokens(run.ubatchTokens)(heads * valueLength)
  const scores = graph.fresh('scores', scoreSize, graph.view(query), ...stored)
  const weighed = graph.inPlace('scores, weighed', scoreSize, scores, mask)
  const attended = graph.fresh('attended', outSize, weighed, ...stored)
  return graph.fresh('attended, laid out', outSize, graph.view(attended))
}
