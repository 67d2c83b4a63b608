/** A tensor of a graph by its number. */
export type GraphTensor = number & { readonly __brand: 'GraphTensor' }

interface Node {
  readonly bytes: number
  readonly parents: readonly GraphTensor[]
  readonly kind: 'input' | 'fresh' | 'in-place' | 'output' | 'store'
}

/** Tensors in the order in which they are computed. */
export interface Graph {
  /** Has its place from the beginning on: what the program fills in. */
  input(bytes: number): GraphTensor
  fresh(bytes: number, ...parents: readonly GraphTensor[]): GraphTensor
  /** Takes the place of a parent of the same size that nothing else needs. */
  inPlace(bytes: number, ...parents: readonly GraphTensor[]): GraphTensor
  /** In place where it can be, and never given back. */
  output(bytes: number, ...parents: readonly GraphTensor[]): GraphTensor
  /** Written to where there is room already: the cache. */
  store(...parents: readonly GraphTensor[]): void
  peakBytes(): number
}

export function createGraph(): Graph {
  const nodes: Node[] = []
  const add = (node: Node): GraphTensor => {
    nodes.push(node)
    return (nodes.length - 1) as GraphTensor
  }
  return {
    input: (bytes) => add({ bytes, parents: [], kind: 'input' }),
    fresh: (bytes, ...parents) => add({ bytes, parents, kind: 'fresh' }),
    inPlace: (bytes, ...parents) => add({ bytes, parents, kind: 'in-place' }),
    output: (bytes, ...parents) => add({ bytes, parents, kind: 'output' }),
    store: (...parents) => void add({ bytes: 0, parents, kind: 'store' }),
    peakBytes: () => peakOf(nodes),
  }
}

/** What ggml_gallocr_alloc_graph_impl (ggml/src/ggml-alloc.c) comes to: inputs first, then node by node, given back after their last use. */
function peakOf(nodes: readonly Node[]): number {
  const space = createSpace()
  const blocks: (Block | undefined)[] = nodes.map(({ kind, bytes }) =>
    kind === 'input' ? space.take(bytes) : undefined,
  )
  const children = nodes.map(() => 0)
  for (const { parents } of nodes)
    for (const parent of parents) children[parent] = (children[parent] ?? 0) + 1

  nodes.forEach(({ kind, bytes, parents }, index) => {
    const heir =
      kind !== 'in-place' && kind !== 'output'
        ? undefined
        : parents.find(
            (parent) =>
              children[parent] === 1 &&
              nodes[parent]?.bytes === bytes &&
              nodes[parent].kind !== 'output' &&
              blocks[parent] !== undefined,
          )
    if (heir !== undefined) {
      blocks[index] = blocks[heir]
      blocks[heir] = undefined
    } else if (kind !== 'store' && kind !== 'input') blocks[index] = space.take(bytes)
    for (const parent of parents) {
      const left = (children[parent] ?? 0) - 1
      children[parent] = left
      const block = blocks[parent]
      if (left > 0 || block === undefined || nodes[parent]?.kind === 'output') continue
      space.giveBack(block)
      blocks[parent] = undefined
    }
  })
  return space.highestBytes()
}

interface Block {
  readonly from: number
  readonly to: number
}

interface Space {
  take(bytes: number): Block
  giveBack(block: Block): void
  highestBytes(): number
}

const alignmentBytes = 32

/** The smallest gap that is large enough, else at the end (ggml_dyn_tallocr_alloc). */
function createSpace(): Space {
  /** By their place; none touches another. */
  let gaps: readonly Block[] = []
  let endBytes = 0
  let highestBytes = 0
  return {
    highestBytes: () => highestBytes,
    take: (bytes) => {
      const size = Math.ceil(bytes / alignmentBytes) * alignmentBytes
      const fitting = gaps.filter(({ from, to }) => to - from >= size)
      const [first] = fitting
      const gap = fitting.reduce(
        (best, one) =>
          best === undefined || one.to - one.from <= best.to - best.from ? one : best,
        first,
      )
      const from = gap?.from ?? endBytes
      if (gap === undefined) endBytes += size
      else
        gaps = gaps.flatMap((one) =>
          one !== gap
            ? [one]
            : one.from + size < one.to
              ? [{ from: one.from + size, to: one.to }]
              : [],
        )
      highestBytes = Math.max(highestBytes, endBytes)
      return { from, to: from + size }
    },
    giveBack: ({ from, to }) => {
      const before = gaps.find((one) => one.to === from)
      const after = gaps.find((one) => one.from === to)
      const whole = { from: before?.from ?? from, to: after?.to ?? to }
      const others = gaps.filter((one) => one !== before && one !== after)
      if (whole.to === endBytes) {
        endBytes = whole.from
        gaps = others
      } else gaps = [...others, whole].toSorted((a, b) => a.from - b.from)
    },
  }
}
