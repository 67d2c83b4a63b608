import type { StateSpace } from '../hyperparameters.ts'
import { f32Bytes, forTokens, type GraphContext } from './graph-context.ts'
import type { GraphTensor } from './graph.ts'
import { addJoined, convolvedOf, scannedOf } from './state-parts.ts'

/** build_layer_attn_linear of src/models/qwen35.cpp with GATED_DELTA_NET, one operation for all tokens. */
export function addDeltaNet(
  context: GraphContext,
  ssm: StateSpace,
  normed: GraphTensor,
): GraphTensor {
  const { graph, run, model } = context
  const { innerSize, stateSize, groupCount, timeStepRank, convolutionKernel } = ssm
  const sized = forTokens(run.ubatchTokens)
  const width = convolvedOf(ssm)
  const projected = graph.fresh('Q, K and V', sized(width), normed)
  const joined = addJoined(context, width, Math.max(0, convolutionKernel - 1), projected)
  const states = graph.fresh('states', [[f32Bytes, run.sequenceCount, innerSize, stateSize]])
  const convolved = graph.inPlace(
    'convolved',
    sized(width),
    graph.fresh('convolved', sized(width), joined),
  )
  const query = graph.fresh('Q', sized(groupCount, stateSize), graph.view(convolved))
  const key = graph.fresh('K', sized(groupCount, stateSize), graph.view(convolved))
  // weighed for each head: how much is kept, and how much is added
  const perHead = (name: string): GraphTensor =>
    graph.fresh(
      name,
      sized(timeStepRank),
      graph.view(graph.fresh(name, sized(timeStepRank), normed)),
    )
  const decay = perHead('decay')
  const beta = perHead('beta')
  const scanned = graph.fresh(
    'scanned',
    scannedOf(context, ssm),
    query,
    key,
    graph.view(convolved),
    graph.view(decay),
    graph.view(beta),
    graph.view(states),
  )
  graph.store(graph.view(scanned))
  const inner = sized(innerSize)
  const even = graph.fresh('scanned, normed', inner, graph.view(scanned))
  const gate = graph.fresh('gate', inner, normed)
  const active = graph.fresh('gate, active', inner, graph.view(gate))
  const gated = graph.inPlace('gated', inner, even, active)
  return graph.fresh('mixed', sized(model.embeddingLength), graph.view(gated))
}
