import type { StateSpace } from '../hyperparameters.ts'
import { addDeltaNet } from './delta-net-graph.ts'
import { forTokens, type GraphContext } from './graph-context.ts'
import type { GraphTensor } from './graph.ts'
import { addJoined, convolvedOf, scannedOf } from './state-parts.ts'

/** What a recurrent layer makes of its tokens; null: a kind that is not modelled. */
export function addMixer(context: GraphContext, normed: GraphTensor): GraphTensor | null {
  const { ssm } = context.model
  switch (context.kind.mixer) {
    case 'mamba2':
      return ssm === null ? null : addMamba2(context, ssm, normed)
    case 'delta-net':
      return ssm === null ? null : addDeltaNet(context, ssm, normed)
    case 'short-convolution':
      return addShortConvolution(context, normed)
    case null:
      return null
  }
}

/** build_mamba2_layer of src/models/mamba-base.cpp. */
function addMamba2(context: GraphContext, ssm: StateSpace, normed: GraphTensor): GraphTensor {
  const { graph, run, model } = context
  const { innerSize, timeStepRank, convolutionKernel } = ssm
  const sized = forTokens(run.ubatchTokens)
  const convolvedSize = sized(convolvedOf(ssm))
  const all = sized(convolvedOf(ssm) + innerSize + timeStepRank)
  const projected = graph.fresh('projected', all, normed)
  const joined = addJoined(context, convolvedOf(ssm), Math.max(0, convolutionKernel - 1), projected)
  const convolved = graph.fresh('convolved', convolvedSize, graph.view(joined))
  const active = graph.inPlace('convolved', convolvedSize, convolved)
  const steps = graph.fresh('time steps', sized(timeStepRank), graph.view(projected))
  const scanned = graph.fresh('scanned', scannedOf(context, ssm), graph.view(active), steps)
  graph.store(graph.view(scanned))
  const inner = sized(innerSize)
  const gate = graph.fresh('gate', inner, graph.view(projected))
  const skipped = graph.fresh('skipped', inner, graph.view(active))
  const summed = graph.inPlace('summed', inner, graph.view(scanned), skipped)
  const gated = graph.fresh('gated', inner, graph.view(gate), summed)
  const even = graph.fresh('gated, normed', inner, graph.view(gated))
  return graph.fresh('mixed', sized(model.embeddingLength), graph.view(even))
}

/** build_shortconv_block of src/models/lfm2.cpp. */
function addShortConvolution(context: GraphContext, normed: GraphTensor): GraphTensor {
  const { graph, run, model } = context
  const { embeddingLength, shortConvolutionLength } = model
  const sized = forTokens(run.ubatchTokens)
  const size = sized(embeddingLength)
  const projected = graph.fresh('projected', sized(3, embeddingLength), normed)
  const gated = graph.fresh('gated', size, graph.view(projected), graph.view(projected))
  const behind = Math.max(0, (shortConvolutionLength ?? 0) - 1)
  const joined = addJoined(context, embeddingLength, behind, gated)
  const convolved = graph.fresh('convolved', size, joined)
  const weighed = graph.inPlace('convolved', size, graph.view(projected), convolved)
  return graph.fresh('mixed', size, weighed)
}
