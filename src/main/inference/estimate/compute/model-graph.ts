import { isEncoder, traitsOf } from '../architectures.ts'
import type { KvCache } from '../caches.ts'
import { sinceBuild } from '../engine-build.ts'
import type { Hyperparameters } from '../hyperparameters.ts'
import type { ResolvedRun } from '../run.ts'
import { addAttention } from './attention-graph.ts'
import { addFeedForward } from './feed-forward-graph.ts'
import { peaksOf, type Peaks } from './graph-allocator.ts'
import { addNorm, forTokens, type CacheInputs, type GraphContext } from './graph-context.ts'
import { addCacheInputs } from './graph-inputs.ts'
import { graphKindOf, type GraphKind } from './graph-kinds.ts'
import { createGraph, type Graph, type GraphTensor } from './graph.ts'
import { layersToBuild } from './layers-to-build.ts'
import { addLatentAttention } from './latent-graph.ts'
import { metalOrder } from './metal-order.ts'
import { addMixer } from './mixer-graph.ts'
import {
  addPerLayerInputs,
  addPerLayerLookup,
  addPerLayerOutput,
  type PerLayerInputs,
} from './per-layer-graph.ts'

/** CUDA begins every tensor at a multiple of 128, the others of 32 (`get_alignment` of each). */
const alignmentOf = ({ asked }: ResolvedRun): number => (asked.device === 'cuda' ? 128 : 32)

/** The longest that the buffers of the device and of the host are, while a whole micro-batch goes through. */
export const graphPeaks = (
  model: Hyperparameters,
  caches: readonly KvCache[],
  run: ResolvedRun,
): Peaks => {
  const graph = graphOf(model, caches, run)
  return peaksOf(graph, orderOf(graph, run), alignmentOf(run))
}

/** Metal draws forward what can run beside others (#15929, September 2025). */
const metalOrderSince = 6_460

const orderOf = (graph: Graph, run: ResolvedRun): readonly GraphTensor[] =>
  run.asked.device === 'metal' && run.build >= metalOrderSince
    ? metalOrder(graph, run)
    : graph.nodes.map(({ tensor }) => tensor)

/**
 * llm_graph_context of src/llama-graph.cpp and what the models make of it. Biases and scales are in place and cost nothing, so that
 * the models hardly differ.
 */
export function graphOf(
  model: Hyperparameters,
  caches: readonly KvCache[],
  run: ResolvedRun,
): Graph {
  const graph = createGraph({ hasDevice: run.asked.device !== 'cpu' })
  const { ubatchTokens, outputTokens } = run
  const sized = forTokens(ubatchTokens)
  const kind = kindAt(model, run)
  const tokens = graph.hostInput('tokens', sized(1))
  if (run.build >= sinceBuild.embeddingInputs)
    graph.hostInput('embeddings', sized(model.embeddingLength))
  const embedded = graph.lookup('embedding', sized(model.embeddingLength), tokens)
  const looked = addPerLayerLookup(graph, model, ubatchTokens, tokens)
  const positions = graph.input('positions', sized(1))
  const inputs = byFirstLayer(caches).map((one) => addCacheInputs(graph, one, model, run))
  const wanted = graph.input('wanted', forTokens(outputTokens)(1))
  const context: GraphContext = { graph, model, run, kind, positions }

  const perLayer = looked === null ? null : addPerLayerInputs(context, looked, embedded)
  const stream = addLayers(context, {
    layers: layersToBuild(model, caches),
    embedded,
    inputs,
    wanted,
    perLayer,
  })
  const picked = forTokens(outputTokens)(model.embeddingLength)
  const normed =
    kind.picks === 'behind the norm'
      ? graph.output('normed', sized(model.embeddingLength), stream)
      : graph.output(
          'normed',
          picked,
          kind.picks === 'behind it' ? graph.fresh('picked', picked, stream, wanted) : stream,
        )
  const last =
    kind.picks === 'behind the norm' ? graph.output('picked', picked, normed, wanted) : normed
  if (!isEncoder(model.architecture))
    graph.output('logits', forTokens(outputTokens)(model.vocabularySize), last)
  return graph
}

/** Seen at b10470 and not at b9400: between them. */
const picksSince = 9_500

const kindAt = ({ architecture }: Hyperparameters, { build }: ResolvedRun): GraphKind => {
  const kind = graphKindOf(architecture)
  return build >= picksSince ? kind : { ...kind, picks: 'in the last layer' }
}

/** Inputs are made known in the order in which the layers use them. */
const byFirstLayer = (caches: readonly KvCache[]): readonly KvCache[] =>
  caches
    .filter(({ kind }) => kind !== 'indexer')
    .toSorted((a, b) => (a.layers[0]?.index ?? 0) - (b.layers[0]?.index ?? 0))

interface Given {
  readonly layers: readonly number[]
  readonly embedded: GraphTensor
  readonly inputs: readonly CacheInputs[]
  readonly wanted: GraphTensor
  readonly perLayer: PerLayerInputs | null
}

function addLayers(context: GraphContext, given: Given): GraphTensor {
  const { graph, model, run, kind } = context
  const { ubatchTokens, outputTokens } = run
  let stream = given.embedded
  for (const index of given.layers) {
    const picks = index === model.layerCount - 1 && kind.picks === 'in the last layer'
    const count = picks ? outputTokens : ubatchTokens
    const size = forTokens(count)(model.embeddingLength)
    const pickedOf = (all: GraphTensor): GraphTensor =>
      picks ? graph.fresh('picked', size, all, given.wanted) : all
    const mixed = addMixing(context, inputsFor(index, given.inputs, model), index, stream)
    const out = mixed === null ? null : pickedOf(mixed)
    const kept = pickedOf(stream)
    const sum = out === null ? kept : graph.inPlace('stream', size, ...summed(kind, out, kept))
    const fed = addFeedForward(context, sum, index, count)
    // seen, not read: with these the last layer's own output stays beneath the logits (gpt-oss, 12 dry runs of b10470)
    const isGivenOut = kind.picks === 'behind it' && index === model.layerCount - 1
    const join = isGivenOut ? graph.output : graph.inPlace
    stream = fed === null ? sum : join('stream', size, ...summed(kind, fed, sum))
    if (given.perLayer !== null) stream = addPerLayerOutput(context, given.perLayer, stream, count)
  }
  return stream
}

/** In which order they are added: the first one gives its place away. */
const summed = (
  { isStreamFirst }: GraphKind,
  made: GraphTensor,
  stream: GraphTensor,
): readonly GraphTensor[] => (isStreamFirst ? [stream, made] : [made, stream])

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

/** What brings tokens together: attention, a recurrent state, or both, each with its own norm; null: nothing in this layer. */
function addMixing(
  context: GraphContext,
  own: CacheInputs | undefined,
  index: number,
  stream: GraphTensor,
): GraphTensor | null {
  const { graph, model, run } = context
  const size = forTokens(run.ubatchTokens)(model.embeddingLength)
  const hasBoth = traitsOf(model.architecture)?.recurrentBy === 'both'
  const attend = model.isLatent ? addLatentAttention : addAttention
  const attended =
    own === undefined ? null : attend(context, own, index, addNorm(context, size, stream))
  if (own !== undefined && !hasBoth) return attended
  const mixed = addMixer(context, addNorm(context, size, stream))
  if (mixed === null || attended === null) return mixed ?? attended
  return graph.inPlace('mixed', size, attended, mixed)
}
