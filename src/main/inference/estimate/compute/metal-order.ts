import type { ResolvedRun } from '../run.ts'
import type { Graph, GraphNode, GraphTensor } from './graph.ts'

/** Operations that no other one is moved across (`h_safe`), by what they make. */
const fixedNames: ReadonlySet<string> = new Set([
  'attended',
  'scores, weighed',
  'odds, evened',
  'order',
  'joined',
  'convolved',
  'scanned',
])
/** Some eight are looked at, and later 64 (#19555): logs of Metal up to b8797 show the one, from b8999 on the other. */
const lookAhead = ({ build }: ResolvedRun): number => (build >= farSince ? 64 : 8)
const farSince = 8_900

/** What is read and what is written, by the tensors whose places they are. */
interface Touched {
  readonly read: Set<GraphTensor>
  readonly written: Set<GraphTensor>
}

const nothingTouched = (): Touched => ({ read: new Set(), written: new Set() })

/**
 * Metal lets operations run side by side that do not need each other, and draws such ones forward
 * (ggml_metal_graph_optimize_reorder of ggml-metal-common.cpp): what is drawn forward lies in memory for longer.
 */
export function metalOrder({ nodes }: Graph, run: ResolvedRun): readonly GraphTensor[] {
  const nodesForward = lookAhead(run)
  const order: GraphTensor[] = []
  const all = nodes.map((node, index) => ({ node, own: node.tensor, index }))
  const first = all.findIndex(({ node }) => !isGiven(node, nodes))
  order.push(...all.slice(0, first).map(({ own }) => own))
  const used = new Set<GraphTensor>()
  let together = nothingTouched()
  for (let index = first; index < all.length; index += 1) {
    const node = nodes[index]
    if (node === undefined || used.has(node.tensor)) continue
    if (node.kind !== 'view' && !isFree(node, together, nodes)) {
      const waiting = nothingTouched()
      touch(node, waiting, nodes)
      for (const next of nodes.slice(index + 1, index + nodesForward)) {
        if (used.has(next.tensor)) continue
        if (fixedNames.has(next.name)) break
        const isEarly =
          (next.kind === 'view' || isFree(next, together, nodes)) && isFree(next, waiting, nodes)
        touch(next, isEarly ? together : waiting, nodes)
        if (!isEarly) continue
        order.push(next.tensor)
        used.add(next.tensor)
      }
      together = nothingTouched()
    }
    touch(node, together, nodes)
    order.push(node.tensor)
  }
  return order
}

/** Inputs, tables and their copies, which come before all. */
const isGiven = ({ isOnHost, parents, kind }: GraphNode, nodes: readonly GraphNode[]): boolean =>
  isOnHost || (kind !== 'input' && parents.some((parent) => nodes[parent]?.isOnHost === true))

const placeOf = (tensor: GraphTensor, nodes: readonly GraphNode[]): GraphTensor =>
  nodes[tensor]?.place ?? tensor

function isFree(node: GraphNode, { read, written }: Touched, nodes: readonly GraphNode[]): boolean {
  const reads = node.parents.some((parent) => written.has(placeOf(parent, nodes)))
  return !reads && !read.has(node.place) && !written.has(node.place)
}

function touch(node: GraphNode, { read, written }: Touched, nodes: readonly GraphNode[]): void {
  for (const parent of node.parents) read.add(placeOf(parent, nodes))
  written.add(node.place)
}
