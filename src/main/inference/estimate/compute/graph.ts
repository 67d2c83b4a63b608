/** A tensor of a graph by its number. */
export type GraphTensor = number & { readonly __brand: 'GraphTensor' }

/** Products that are added up: `[[4, 512, 2880]]` is a float for each of 2880 elements of 512 tokens. */
export type Size = readonly (readonly number[])[]

export const bytesOf = (size: Size): number =>
  size.reduce((sum, factors) => sum + factors.reduce((product, one) => product * one, 1), 0)

/** `4·512·2880 + 4·1·8192` */
export const sizeText = (size: Size): string => size.map((factors) => factors.join('·')).join(' + ')

export interface Beside {
  readonly scratch: Size
  /** Of K and V. */
  readonly copy?: Size
}

export interface GraphNode {
  readonly tensor: GraphTensor
  readonly name: string
  readonly size: Size
  readonly bytes: number
  /** What its device takes with it, to work with; of that a copy of K and V. */
  readonly besideBytes: number
  readonly copyBytes: number
  readonly parents: readonly GraphTensor[]
  /**
   * `input`: has its place from the beginning on, since the program fills it in. `view`: another look at its parent, without a
   * place of its own. `in-place`: may take over the place of a parent. `output`: the same, and is never given back. `store`:
   * written to where there is room already, the cache.
   */
  readonly kind: 'input' | 'view' | 'fresh' | 'in-place' | 'output' | 'store'
  /** The one whose place a view has; of others itself. */
  readonly place: GraphTensor
  readonly isOnHost: boolean
}

/** Tensors in the order in which they are computed. Views of weights and caches are left out, and weights themselves. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  input(name: string, size: Size): GraphTensor
  /** Used where it is filled in, by a lookup or by nothing. */
  hostInput(name: string, size: Size): GraphTensor
  /** Rows of a table of weights that lies on the host. */
  lookup(name: string, size: Size, rows: GraphTensor): GraphTensor
  fresh(name: string, size: Size, ...parents: readonly GraphTensor[]): GraphTensor
  /** With what the device needs to work with while it is there. */
  freshBeside(
    name: string,
    size: Size,
    beside: Beside,
    ...parents: readonly GraphTensor[]
  ): GraphTensor
  inPlace(name: string, size: Size, ...parents: readonly GraphTensor[]): GraphTensor
  output(name: string, size: Size, ...parents: readonly GraphTensor[]): GraphTensor
  view(parent: GraphTensor): GraphTensor
  /** What reads it then is to have it as a parent. */
  store(...parents: readonly GraphTensor[]): GraphTensor
}

/**
 * `hasDevice`: inputs and tables lie on the host then, and the device works on copies, made before it begins: the first use of each
 * stands before all else (ggml_backend_sched_split_graph). So inputs and lookups are to be added before all other tensors.
 */
export function createGraph({ hasDevice }: { readonly hasDevice: boolean }): Graph {
  const nodes: GraphNode[] = []
  const add = (
    kind: GraphNode['kind'],
    name: string,
    size: Size,
    parents: readonly GraphTensor[],
    { isOnHost = false, place = tensor(nodes.length), besideBytes = 0, copyBytes = 0 } = {},
  ): GraphTensor => {
    const own = tensor(nodes.length)
    const bytes = bytesOf(size)
    nodes.push({
      tensor: own,
      kind,
      name,
      size,
      bytes,
      besideBytes,
      copyBytes,
      parents,
      place,
      isOnHost,
    })
    return own
  }
  const copied = (name: string, size: Size, original: GraphTensor): GraphTensor =>
    hasDevice ? add('fresh', name, size, [original]) : original
  const isOnHost = hasDevice
  return {
    nodes,
    input: (name, size) => copied(name, size, add('input', name, size, [], { isOnHost })),
    hostInput: (name, size) => add('input', name, size, [], { isOnHost }),
    lookup: (name, size, rows) =>
      copied(name, size, add('fresh', name, size, [rows], { isOnHost })),
    fresh: (name, size, ...parents) => add('fresh', name, size, parents),
    freshBeside: (name, size, { scratch, copy = [] }, ...parents) =>
      add('fresh', name, size, parents, {
        besideBytes: bytesOf(scratch) + bytesOf(copy),
        copyBytes: bytesOf(copy),
      }),
    inPlace: (name, size, ...parents) => add('in-place', name, size, parents),
    output: (name, size, ...parents) => add('output', name, size, parents),
    view: (parent) =>
      add('view', 'view', [], [parent], {
        place: nodes[parent]?.place ?? parent,
      }),
    store: (...parents) => add('store', 'stored', [], parents),
  }
}

const tensor = (index: number): GraphTensor => index as GraphTensor
