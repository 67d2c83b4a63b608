import { sinceBuild } from '../engine-build.ts'
import type { Hyperparameters } from '../hyperparameters.ts'
import type { CachedLayer, KvCache } from '../caches.ts'
import type { ResolvedRun } from '../run.ts'
import { addFeedForward } from './feed-forward-graph.ts'
import { addState, bothMix } from './state-graph.ts'
import { f32Bytes, type GraphContext } from './graph-context.ts'
import { createGraph, type Graph, type GraphTensor } from './graph-allocator.ts'

const i64Bytes = 8

/** What the layers of one cache are given: which cells a token may look at, and into which ones it goes. */
interface CacheInputs {
  readonly cache: KvCache
  /** Cast where it is first needed, and kept. */
  readonly mask: () => GraphTensor
  readonly keyPlaces: GraphTensor
  readonly valuePlaces: GraphTensor
}

/**
 * What a graph of attention and feed-forward layers takes at its peak: llm_graph_context of src/llama-graph.cpp, built for a
 * whole micro-batch. Norms, biases and scales are in place and cost nothing, so that the models hardly differ.
 */
export function transformerPeakBytes(
  model: Hyperparameters,
  caches: readonly KvCache[],
  run: ResolvedRun,
): number {
  const graph = createGraph()
  const { ubatchTokens, outputTokens } = run
  const ofTokens = (floats: number): number => f32Bytes * ubatchTokens * floats
  const tokens = graph.input(ofTokens(1))
  if (run.build >= sinceBuild.embeddingInputs) graph.input(ofTokens(model.embeddingLength))
  const positions = graph.input(ofTokens(1))
  const inputs = caches
    .filter(({ kind }) => kind !== 'indexer')
    .map((one) => inputsOf(graph, one, run))
  const rotation = rotationOf(graph, model, run)
  const wanted = graph.input(f32Bytes * outputTokens)
  const context: GraphContext = { graph, model, run, rotation, positions }

  let stream = graph.fresh(ofTokens(model.embeddingLength), tokens)
  const perLayer = addPerLayerInputs(context, tokens, stream)
  for (let index = 0; index < model.layerCount; index += 1) {
    const isLast = index === model.layerCount - 1
    const own = inputsFor(index, inputs, model)
    const mixed = addMixing(context, own, index, stream)
    const count = isLast ? outputTokens : ubatchTokens
    const bytes = f32Bytes * count * model.embeddingLength
    const wantedOf = (all: GraphTensor): GraphTensor =>
      isLast ? graph.fresh(bytes, all, wanted) : all
    const out = mixed === null ? null : wantedOf(mixed)
    const kept = wantedOf(stream)
    const sum = out === null ? kept : graph.inPlace(bytes, out, kept)
    const fed = addFeedForward(context, sum, index, count)
    stream = fed === null ? sum : graph.inPlace(bytes, fed, sum, ...perLayer)
  }
  const bytes = f32Bytes * outputTokens * model.embeddingLength
  const normed = graph.output(bytes, stream)
  // seen in dry runs of Gemma 4, not derived: its masks are still there beneath the logits
  const beneath = perLayer.length === 0 ? [] : inputs.map(({ mask }) => mask())
  graph.output(f32Bytes * outputTokens * model.vocabularySize, normed, ...beneath)
  return graph.peakBytes()
}

/** Layers without a cache of their own look into that of their kind (memory-estimate.md §2.5). */
function inputsFor(
  index: number,
  inputs: readonly CacheInputs[],
  { sharedKvLayerCount, layerCount, slidingPattern }: Hyperparameters,
): CacheInputs | undefined {
  const own = inputs.find(({ cache }) => cache.layers.some((layer) => layer.index === index))
  if (own !== undefined || index < layerCount - sharedKvLayerCount) return own
  const isSliding = Array.isArray(slidingPattern) && slidingPattern[index] === true
  return inputs.find(({ cache }) => (cache.kind === 'sliding') === isSliding) ?? inputs[0]
}

/** What brings tokens together: attention, a recurrent state, or both; null: nothing in this layer. */
function addMixing(
  context: GraphContext,
  own: CacheInputs | undefined,
  index: number,
  stream: GraphTensor,
): GraphTensor | null {
  const { model } = context
  const attended = own === undefined ? null : addAttention(context, own, index, stream)
  const isStateful = own === undefined || model.ssm === null ? model.ssm !== null : bothMix(model)
  return isStateful ? addState(context, stream, attended) : attended
}

/** Masks of flash attention were F32 once, and cast. */
function inputsOf(graph: Graph, cache: KvCache, run: ResolvedRun): CacheInputs {
  const { ubatchTokens, hasFlashAttention, build } = run
  const elements = cache.cells * ubatchTokens
  const isF16 = hasFlashAttention && build >= sinceBuild.f16Masks
  const given = graph.input(elements * (isF16 ? 2 : f32Bytes))
  let mask = isF16 || !hasFlashAttention ? given : null
  const width = Math.max(0, ...cache.layers.map(({ valueElements }) => valueElements))
  return {
    cache,
    mask: () => (mask ??= graph.fresh(elements * 2, given)),
    keyPlaces: graph.input(i64Bytes * ubatchTokens),
    // V lies transposed without flash attention: each of its elements has a place
    valuePlaces: graph.input(i64Bytes * ubatchTokens * (hasFlashAttention ? 1 : width)),
  }
}

const rotatedUnit = 64

function rotationOf(graph: Graph, { keyLength }: Hyperparameters, { asked, build }: ResolvedRun) {
  const isQuantised = /^i?q/.test(asked.keyType)
  if (!isQuantised || build < sinceBuild.rotatedQuants || keyLength % rotatedUnit !== 0) return null
  return graph.input(2 * f32Bytes * keyLength * keyLength)
}

/** Gemma 3n and 4: every layer has an embedding of its own, made for all of them at once. */
function addPerLayerInputs(
  { graph, model, run }: GraphContext,
  tokens: GraphTensor,
  stream: GraphTensor,
): readonly GraphTensor[] {
  const { perLayerEmbeddingLength, layerCount } = model
  if (perLayerEmbeddingLength === null) return []
  const bytes = f32Bytes * run.ubatchTokens * perLayerEmbeddingLength * layerCount
  const looked = graph.fresh(bytes, tokens)
  const projected = graph.fresh(bytes, stream)
  const normed = graph.fresh(bytes, projected)
  const summed = graph.inPlace(bytes, normed, looked)
  return [graph.fresh(bytes, summed)]
}

function addAttention(
  context: GraphContext,
  { cache, mask, keyPlaces, valuePlaces }: CacheInputs,
  index: number,
  stream: GraphTensor,
): GraphTensor {
  const { graph, model, run, rotation, positions } = context
  const ofTokens = (floats: number): number => f32Bytes * run.ubatchTokens * floats
  const layer = cache.layers.find((one) => one.index === index)
  const heads = model.headCounts[index] ?? 0
  const { keyElements, valueElements, queryElements, headElements } = widthsOf(
    model,
    layer ?? cache.layers[0],
    index,
  )
  const turned = (bytes: number, tensor: GraphTensor): GraphTensor =>
    rotation === null ? tensor : graph.fresh(bytes, tensor, rotation)
  // what was given another shape has no heir: its first norm, or its rope, takes a place of its own
  const placed = (bytes: number, normed: GraphTensor): GraphTensor =>
    graph.fresh(bytes, graph.fresh(bytes, normed), positions)

  const normed = graph.inPlace(ofTokens(model.embeddingLength), stream)
  const query = turned(ofTokens(queryElements), placed(ofTokens(queryElements), normed))
  if (layer !== undefined) {
    const value = turned(ofTokens(valueElements), graph.fresh(ofTokens(valueElements), normed))
    const key = turned(ofTokens(keyElements), placed(ofTokens(keyElements), normed))
    graph.store(key, keyPlaces)
    graph.store(value, valuePlaces)
  }
  const attended = run.hasFlashAttention
    ? graph.fresh(ofTokens(headElements), query, mask())
    : addScores(context, { query, mask: mask(), scores: cache.cells * heads, out: headElements })
  return graph.fresh(ofTokens(model.embeddingLength), turned(ofTokens(headElements), attended))
}

/** All scores of a layer at once, and what they are laid out as for the next product. */
function addScores(
  { graph, run }: GraphContext,
  of: {
    readonly query: GraphTensor
    readonly mask: GraphTensor
    readonly scores: number
    readonly out: number
  },
): GraphTensor {
  const scoreBytes = f32Bytes * run.ubatchTokens * of.scores
  const outBytes = f32Bytes * run.ubatchTokens * of.out
  const scores = graph.inPlace(scoreBytes, graph.fresh(scoreBytes, of.query), of.mask)
  return graph.fresh(outBytes, graph.fresh(outBytes, scores))
}

interface Widths {
  readonly keyElements: number
  readonly valueElements: number
  readonly queryElements: number
  readonly headElements: number
}

/** Of a query as wide as its keys, for every head; of what comes out as wide as the values. */
function widthsOf(model: Hyperparameters, layer: CachedLayer | undefined, index: number): Widths {
  const { keyElements = 0, valueElements = 0 } = layer ?? {}
  const heads = model.headCounts[index] ?? 0
  const kvHeads = Math.max(1, model.kvHeadCounts[index] ?? heads)
  const outElements = valueElements === 0 ? keyElements : valueElements
  return {
    keyElements,
    valueElements,
    queryElements: (keyElements / kvHeads) * heads,
    headElements: (outElements / kvHeads) * heads,
  }
}
