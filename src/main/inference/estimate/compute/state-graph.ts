import { traitsOf } from '../architectures.ts'
import type { Hyperparameters } from '../hyperparameters.ts'
import type { GraphTensor } from './graph-allocator.ts'
import { f32Bytes, type GraphContext } from './graph-context.ts'

/** Layers that have a state and attention as well (Falcon-H1). */
export const bothMix = ({ architecture }: Hyperparameters): boolean =>
  traitsOf(architecture)?.recurrentBy === 'both'

/**
 * build_mamba2_layer of src/models/mamba-base.cpp, and near to it the gated delta nets: projected, put behind the last tokens,
 * convolved, scanned with the states of all sequences, projected back. `beside`: what attention made of the same tokens.
 */
export function addState(
  { graph, model, run }: GraphContext,
  stream: GraphTensor,
  beside: GraphTensor | null,
): GraphTensor | null {
  const { ssm, embeddingLength } = model
  if (ssm === null) return beside
  const { innerSize, stateSize, groupCount, timeStepRank, convolutionKernel } = ssm
  const ofTokens = (floats: number): number => f32Bytes * run.ubatchTokens * floats
  const ofSequences = (floats: number): number => f32Bytes * run.sequenceCount * floats
  const convolvedSize = innerSize + 2 * groupCount * stateSize
  const normed = graph.inPlace(ofTokens(embeddingLength), stream)
  const projected = graph.fresh(ofTokens(convolvedSize + innerSize + timeStepRank), normed)
  const behind = ofSequences(Math.max(0, convolutionKernel - 1) * convolvedSize)
  const joined = graph.fresh(ofTokens(convolvedSize) + behind, projected)
  const convolved = graph.fresh(ofTokens(convolvedSize), joined)
  const scanned = graph.fresh(
    ofTokens(innerSize) + ofSequences(innerSize * stateSize),
    convolved,
    projected,
  )
  const gated = graph.fresh(ofTokens(innerSize), scanned, projected)
  const mixed = graph.fresh(ofTokens(embeddingLength), gated)
  return beside === null ? mixed : graph.inPlace(ofTokens(embeddingLength), mixed, beside)
}
