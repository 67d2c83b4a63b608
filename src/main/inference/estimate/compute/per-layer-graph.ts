import type { Hyperparameters } from '../hyperparameters.ts'
import { f32Bytes, forTokens, type GraphContext } from './graph-context.ts'
import type { Graph, GraphTensor, Size } from './graph.ts'

/** Gemma 3n and 4: every layer has an embedding of its own. */
export interface PerLayerInputs {
  /** For all layers at once, laid out by layer: made where the first one needs it, and kept. */
  readonly laidOut: () => GraphTensor
}

const sizeOf = (
  { perLayerEmbeddingLength, layerCount }: Hyperparameters,
  ubatchTokens: number,
): Size => [[f32Bytes, ubatchTokens, perLayerEmbeddingLength ?? 0, layerCount]]

/** They lie in a table of their own; null: there is none. */
export function addPerLayerLookup(
  graph: Graph,
  model: Hyperparameters,
  ubatchTokens: number,
  tokens: GraphTensor,
): GraphTensor | null {
  if (model.perLayerEmbeddingLength === null) return null
  return graph.lookup('embeddings of layers', sizeOf(model, ubatchTokens), tokens)
}

/** build_inp_per_layer and project_per_layer_inputs of src/models/gemma4.cpp. */
export function addPerLayerInputs(
  { graph, model, run }: GraphContext,
  looked: GraphTensor,
  embedded: GraphTensor,
): PerLayerInputs {
  const size = sizeOf(model, run.ubatchTokens)
  const scaled = graph.fresh('embeddings of layers', size, graph.view(looked))
  let laidOut: GraphTensor | null = null
  const layOut = (): GraphTensor => {
    const projected = graph.fresh('projected', size, embedded)
    const normed = graph.fresh('projected, normed', size, graph.view(projected))
    const summed = graph.inPlace('embeddings of layers', size, normed, scaled)
    return graph.fresh('embeddings by layer', size, graph.view(summed))
  }
  return { laidOut: () => (laidOut ??= layOut()) }
}

/** The end of a layer: gated by its own embedding, and added. */
export function addPerLayerOutput(
  { graph, model }: GraphContext,
  inputs: PerLayerInputs,
  stream: GraphTensor,
  count: number,
): GraphTensor {
  const length = forTokens(count)(model.perLayerEmbeddingLength ?? 0)
  const gate = graph.inPlace('gate', length, graph.fresh('gate', length, stream))
  const gated = graph.inPlace('gated', length, gate, graph.view(inputs.laidOut()))
  const size = forTokens(count)(model.embeddingLength)
  return graph.inPlace('stream', size, stream, graph.fresh('of this layer', size, gated))
}
