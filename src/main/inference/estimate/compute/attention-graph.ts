import type { CachedLayer } from '../caches.ts'
import type { Hyperparameters } from '../hyperparameters.ts'
import { addFlashed, addScored } from './attended-graph.ts'
import { forTokens, type CacheInputs, type GraphContext, type Rotations } from './graph-context.ts'
import { bytesOf, type GraphTensor, type Size } from './graph.ts'

/** What one layer makes of a token, in floats. */
export interface Widths {
  readonly keyElements: number
  readonly valueElements: number
  readonly queryElements: number
  /** What all heads give together. */
  readonly headElements: number
  readonly heads: number
  readonly kvHeads: number
}

/** A query is as wide as its keys, for every head; what comes out is as wide as the values. */
export function widthsOf(
  model: Hyperparameters,
  layer: CachedLayer | undefined,
  index: number,
): Widths {
  const { keyElements = 0, valueElements = 0 } = layer ?? {}
  const heads = model.headCounts[index] ?? 0
  const kvHeads = Math.max(1, model.kvHeadCounts[index] ?? heads)
  return {
    keyElements,
    valueElements,
    queryElements: (keyElements / kvHeads) * heads,
    headElements: (valueElements / kvHeads) * heads,
    heads,
    kvHeads,
  }
}

/** Q, K and V, and what the cells of the cache make of them: build_attn of src/llama-graph.cpp. `normed`: of every token. */
export function addAttention(
  context: GraphContext,
  inputs: CacheInputs,
  index: number,
  normed: GraphTensor,
): GraphTensor {
  const { graph, model, run } = context
  const { cache, rotations } = inputs
  const sized = forTokens(run.ubatchTokens)
  const layer = cache.layers.find((one) => one.index === index)
  const widths = widthsOf(model, layer ?? cache.layers[0], index)
  const { queryElements, headElements } = widths

  const products = addProducts(context, widths, normed)
  const query = addTurned(context, rotations, sized(queryElements), products.query, 'Q')
  const stored = layer === undefined ? [] : addStored(context, inputs, products, widths)
  const shape = {
    ...widths,
    cache,
    valueLength: headElements / Math.max(1, widths.heads),
  }
  const attended = run.hasFlashAttention
    ? addFlashed(context, shape, query, inputs.mask(), stored)
    : addScored(context, shape, query, inputs.mask(), stored)
  const back = turnedBy(context, rotations?.ofValues, sized(headElements), attended, 'attended')
  const gated = products.gate === null ? back : addGate(context, back, products.gate, headElements)
  return graph.fresh('attention', sized(model.embeddingLength), graph.view(gated))
}

/** K and V of the tokens, into the cells of the cache. */
function addStored(
  context: GraphContext,
  { keyPlaces, valuePlaces, rotations }: CacheInputs,
  products: Products,
  { keyElements, valueElements }: Widths,
): readonly GraphTensor[] {
  const { graph, run, kind } = context
  const sized = forTokens(run.ubatchTokens)
  const addKey = (): GraphTensor =>
    addTurned(context, rotations, sized(keyElements), products.key(), 'K')
  const addValue = (): GraphTensor => {
    const size = sized(valueElements)
    const value = kind.hasNormedValues
      ? graph.fresh('V, normed', size, graph.view(products.value()))
      : products.value()
    return turnedBy(context, rotations?.ofValues, size, value, 'V')
  }
  const early = kind.areKeysFirst ? addKey() : null
  const value = addValue()
  const key = early ?? addKey()
  return [
    graph.store(graph.view(key), ...(keyPlaces === null ? [] : [keyPlaces])),
    graph.store(graph.view(value), ...(valuePlaces === null ? [] : [valuePlaces])),
  ]
}

interface Products {
  readonly query: GraphTensor
  readonly key: () => GraphTensor
  readonly value: () => GraphTensor
  readonly gate: GraphTensor | null
}

function addProducts(
  { graph, run, kind }: GraphContext,
  { queryElements, keyElements, valueElements }: Widths,
  normed: GraphTensor,
): Products {
  const sized = forTokens(run.ubatchTokens)
  if (kind.isQkvFused) {
    const all = sized(queryElements + keyElements + valueElements)
    const fused = graph.fresh('Q, K and V', all, normed)
    const laidOut = (name: string, floats: number): GraphTensor =>
      graph.fresh(name, sized(floats), graph.view(fused))
    return {
      query: laidOut('Q', queryElements),
      key: () => laidOut('K', keyElements),
      value: () => laidOut('V', valueElements),
      gate: null,
    }
  }
  const width = kind.hasGatedQuery ? 2 * queryElements : queryElements
  const query = graph.fresh(kind.hasGatedQuery ? 'Q and its gate' : 'Q', sized(width), normed)
  return {
    query,
    key: () => graph.fresh('K', sized(keyElements), normed),
    value: () => graph.fresh('V', sized(valueElements), normed),
    gate: kind.hasGatedQuery ? query : null,
  }
}

/** Normed and turned by its position: what was given another shape has no heir, so that it takes a second place, once. */
function addTurned(
  context: GraphContext,
  rotations: Rotations | null,
  size: Size,
  product: GraphTensor,
  name: string,
): GraphTensor {
  const { graph, positions } = context
  const placed = context.kind.isUnturned
    ? product
    : graph.fresh(`${name}, placed`, size, graph.view(product), positions)
  return turnedBy(context, rotations?.ofKeys, size, placed, name)
}

const turnedBy = (
  { graph }: GraphContext,
  rotation: GraphTensor | undefined,
  size: Size,
  tensor: GraphTensor,
  name: string,
): GraphTensor =>
  rotation === undefined || bytesOf(size) === 0
    ? tensor
    : graph.fresh(`${name}, turned`, size, rotation, graph.view(tensor))

/** The other half of the query, laid out anew, and multiplied with what came out. */
function addGate(
  { graph, run }: GraphContext,
  attended: GraphTensor,
  query: GraphTensor,
  headElements: number,
): GraphTensor {
  const size = forTokens(run.ubatchTokens)(headElements)
  const gate = graph.fresh('gate', size, graph.view(query))
  return graph.inPlace('gated', size, graph.view(attended), gate)
}
