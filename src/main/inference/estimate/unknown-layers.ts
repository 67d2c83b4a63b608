import type { Hyperparameters } from './hyperparameters.ts'
import { stateOf, type LayerState } from './layer-state.ts'
import { emptyLayer, type Layer, type Layers } from './layer.ts'

/** As many rows as any architecture keeps of an indexer for each token. */
const mostIndexerRows = 3

/**
 * Of an architecture that we do not know: as much as its header allows for in every layer, so that it is never too little. Full
 * attention with K and V of as many heads, each as long, as any of its layers has; and a state of every kind that it names.
 */
export function unknownLayers(model: Hyperparameters): Layers {
  const kvHeads = largestOf(model.kvHeadCounts)
  const layer: Layer = {
    ...emptyLayer,
    attention: {
      isSliding: false,
      keyElements:
        kvHeads * largestOf([model.keyLength, model.slidingKeyLength, model.latentKeyLength]),
      valueElements:
        kvHeads * largestOf([model.valueLength, model.slidingValueLength, model.latentValueLength]),
    },
    state: stateOfAll(model),
    indexerElements: (model.indexerKeyLength ?? 0) * mostIndexerRows,
  }
  return {
    layers: Array.from({ length: model.layerCount + model.nextnLayerCount }, () => layer),
    slidingWindowTokens: 0,
    isLatent: false,
    isNeverUnified: false,
    rollsBack: true,
    knowledge: 'unknown architecture',
  }
}

const largestOf = (numbers: readonly (number | null)[]): number =>
  Math.max(0, ...numbers.map((one) => one ?? 0))

function stateOfAll(model: Hyperparameters): LayerState | null {
  const { ssm, shortConvolutionLength, kdaHeadLength, wkvHeadSize } = model
  const widest = { ...model, headCounts: [largestOf(model.headCounts)] }
  const kinds = [
    ...(ssm === null ? [] : (['ssm'] as const)),
    ...(shortConvolutionLength === null ? [] : (['short-convolution'] as const)),
    ...(kdaHeadLength === null ? [] : (['kda'] as const)),
    ...(wkvHeadSize === null ? [] : (['wkv'] as const)),
  ]
  const states = kinds.flatMap((state) => stateOf(widest, state) ?? [])
  if (states.length === 0) return null
  return {
    convolutionElements: states.reduce((sum, one) => sum + one.convolutionElements, 0),
    stateElements: states.reduce((sum, one) => sum + one.stateElements, 0),
  }
}
