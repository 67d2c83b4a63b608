import { expect, test } from 'vitest'
import { createGraph } from '../../../../src/main/inference/estimate/compute/graph.ts'
import { metalOrder } from '../../../../src/main/inference/estimate/compute/metal-order.ts'
import { newestBuild } from '../../../../src/main/inference/estimate/engine-build.ts'
import { estimateOf } from '../core-model.ts'
import { headerOf } from '../header-of.ts'

const { run } = estimateOf(headerOf('llama', { block_count: 1 }), { build: newestBuild })

/** Q, normed, then K, which needs nothing of it; between them perhaps what nothing is moved across. */
function orderWith(between: string): readonly string[] {
  const graph = createGraph({ hasDevice: true })
  const tokens = graph.input('tokens', [[32]])
  const query = graph.fresh('Q', [[32]], tokens)
  const normed = graph.fresh('Q, normed', [[32]], query)
  const further = graph.fresh(between, [[32]], normed)
  const key = graph.fresh('K', [[32]], tokens)
  graph.store(further, key)
  const nodes = metalOrder(graph, run).map((tensor) => graph.nodes[tensor]?.name ?? '')
  return nodes.slice(2, -1)
}

test('what needs nothing of those before it is drawn forward', () => {
  expect(orderWith('Q, turned')).toEqual(['Q', 'K', 'Q, normed', 'Q, turned'])
})

test('flash attention is not looked past, but by itself', () => {
  expect(orderWith('attended')).toEqual(['Q', 'Q, normed', 'K', 'attended'])
})
