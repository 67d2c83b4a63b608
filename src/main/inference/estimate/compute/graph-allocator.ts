import { createSpace, type Block, type Space } from './gaps.ts'
import { sizeText, type Graph, type GraphNode, type GraphTensor } from './graph.ts'

/** The moment at which a buffer is the longest. */
export interface Peak {
  readonly bytes: number
  /** What lies in it then, the largest first; gaps between them are the rest. */
  readonly members: readonly Member[]
}

export interface Member {
  readonly name: string
  /** `4·512·2880` */
  readonly sizeText: string
  readonly bytes: number
  /** Beside it, a copy of K and V. */
  readonly copyBytes: number
}

export interface Peaks {
  readonly device: Peak
  readonly host: Peak
}

interface Counted {
  /** Uses that are still to come. */
  children: number
  /** Views that are still used. */
  views: number
  block: Block | null
}

/**
 * What ggml_gallocr_alloc_graph_impl (ggml/src/ggml-alloc.c) comes to: inputs first, then node by node; what nothing uses any more,
 * itself or by a view, is given back. A view never has a successor in its place (`ggml_gallocr_is_own` is false of it).
 */
export function peaksOf(
  { nodes }: Graph,
  order: readonly GraphTensor[],
  alignmentBytes: number,
): Peaks {
  const counted: readonly Counted[] = nodes.map(() => ({
    children: 0,
    views: 0,
    block: null,
  }))
  const of = (index: GraphTensor): Counted =>
    counted[index] ?? { children: 0, views: 0, block: null }
  const device = createWatched(alignmentBytes, () => aliveIn(nodes, counted, false))
  const host = createWatched(alignmentBytes, () => aliveIn(nodes, counted, true))
  const take = (node: GraphNode): Block =>
    (node.isOnHost ? host : device).take(node.bytes + node.besideBytes)

  nodes.forEach((node) => {
    for (const parent of node.parents) of(parent).children += 1
    if (node.kind === 'view') of(node.place).views += 1
    if (node.kind === 'input') of(node.place).block = take(node)
  })

  const release = (index: GraphTensor): void => {
    const node = nodes[index]
    const own = of(index)
    if (node === undefined || own.children > 0 || own.views > 0) return
    if (node.kind === 'view') {
      of(node.place).views -= 1
      release(node.place)
    } else if (own.block !== null && node.kind !== 'output') {
      const block = own.block
      own.block = null
      ;(node.isOnHost ? host : device).giveBack(block)
    }
  }

  for (const index of order) {
    const node = nodes[index]
    if (node === undefined) continue
    const heir = heirOf(node, nodes, of)
    const inherited = heir === null ? null : of(heir).block
    if (heir !== null && inherited !== null) {
      of(heir).block = null
      of(node.place).block = device.shorten(inherited, node.bytes)
    } else if (node.kind !== 'store' && node.kind !== 'input' && node.kind !== 'view')
      of(node.place).block = take(node)
    device.look()
    host.look()
    for (const parent of node.parents) {
      of(parent).children -= 1
      release(parent)
    }
  }
  return { device: device.peak(), host: host.peak() }
}

/** The first parent that is as large and that nothing else needs. */
function heirOf(
  { kind, bytes, parents }: GraphNode,
  nodes: readonly GraphNode[],
  of: (index: GraphTensor) => Counted,
): GraphTensor | null {
  if (kind !== 'in-place' && kind !== 'output') return null
  const isHeir = (parent: GraphTensor): boolean => {
    const { children, views, block } = of(parent)
    const node = nodes[parent]
    return (
      children === 1 &&
      views === 0 &&
      block !== null &&
      node?.bytes === bytes &&
      node.kind !== 'view' &&
      node.kind !== 'output'
    )
  }
  return parents.find(isHeir) ?? null
}

interface Watched extends Space {
  /** Remembers what there is when it is longer than ever before. */
  look(): void
  peak(): Peak
}

function createWatched(alignmentBytes: number, alive: () => readonly Member[]): Watched {
  const space = createSpace(alignmentBytes)
  let seen: Peak = { bytes: 0, members: [] }
  return {
    ...space,
    look: () => {
      const bytes = space.highestBytes()
      if (bytes > seen.bytes) seen = { bytes, members: alive() }
    },
    peak: () => ({
      ...seen,
      members: seen.members.toSorted((a, b) => b.bytes - a.bytes),
    }),
  }
}

const aliveIn = (
  nodes: readonly GraphNode[],
  counted: readonly Counted[],
  isOnHost: boolean,
): readonly Member[] =>
  nodes.flatMap((node, index) =>
    counted[index]?.block === null || node.isOnHost !== isOnHost || node.bytes === 0
      ? []
      : [
          {
            name: node.name,
            sizeText: sizeText(node.size),
            bytes: node.bytes,
            copyBytes: node.copyBytes,
          },
        ],
  )
