import { traitsOf, type ArchitectureTraits } from './architectures.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import { compressedOf, stateOf } from './layer-state.ts'
import { emptyLayer, type Layer, type Layers } from './layer.ts'
import { slidingOf, type Sliding } from './sliding.ts'
import { unknownLayers } from './unknown-layers.ts'

/** What every layer of a model keeps, by its architecture (memory-estimate.md §2.2 to §2.9). */
export function layersOf(model: Hyperparameters): Layers {
  const traits = traitsOf(model.architecture)
  if (traits === null) return unknownLayers(model)
  const sliding = slidingOf(model, traits.sliding)
  const unusedCount = traits.dropsNextnLayers === true ? 0 : model.nextnLayerCount
  const own = Array.from({ length: model.layerCount + unusedCount }, (_, index) => ({
    ...layerOf(model, traits, sliding, index),
    isUnused: index >= model.layerCount,
  }))
  const layers = traits.hasRouterLayer === true ? [...own, routerLayerOf(model)] : own
  return {
    layers,
    slidingWindowTokens: layers.some(({ attention }) => attention?.isSliding === true)
      ? sliding.windowTokens
      : 0,
    isLatent: model.isLatent || traits.keepsKeysOnly === true,
    isNeverUnified: traits.isNeverUnified === true,
    rollsBack: traits.rollsBack === true,
    knowledge: traits.isBeyondUs === true ? 'beyond formulas' : 'known',
  }
}

const routerLayerOf = ({ keyLength, valueLength }: Hyperparameters): Layer => ({
  ...emptyLayer,
  attention: { isSliding: false, keyElements: keyLength, valueElements: valueLength },
})

function layerOf(
  model: Hyperparameters,
  traits: ArchitectureTraits,
  sliding: Sliding,
  index: number,
): Layer {
  switch (traits.memory) {
    case 'none':
      return emptyLayer
    case 'recurrent':
      return { ...emptyLayer, state: stateOf(model, traits.state) }
    case 'attention':
      return attentionLayer(model, traits, sliding, index)
    case 'hybrid': {
      const isRecurrent = isRecurrentLayer(model, traits, index)
      const layer =
        traits.recurrentBy === 'both' || !isRecurrent
          ? attentionLayer(model, traits, sliding, index)
          : emptyLayer
      return { ...layer, state: isRecurrent ? stateOf(model, traits.state) : null }
    }
  }
}

function attentionLayer(
  model: Hyperparameters,
  traits: ArchitectureTraits,
  sliding: Sliding,
  index: number,
): Layer {
  const kvHeads = model.kvHeadCounts[index] ?? 0
  if (kvHeads === 0 || index >= ownKvLayersOf(model, traits)) return emptyLayer
  if (traits.recurrentBy === 'no-kv-heads-no-feed-forward' && hasFeedForward(model, index))
    return emptyLayer
  const isSliding = sliding.isSliding(index)
  const keyLength = isSliding ? (model.slidingKeyLength ?? model.keyLength) : model.keyLength
  const valueLength = isSliding
    ? (model.slidingValueLength ?? model.valueLength)
    : model.valueLength
  const keyElements = keyLength * kvHeads
  const compressed =
    traits.compressesOldTokens === true ? compressedOf(model, keyElements, index) : null
  return {
    ...emptyLayer,
    attention: { isSliding, keyElements, valueElements: valueLength * kvHeads },
    state: compressed?.state ?? null,
    indexerElements: compressed?.tokenElements ?? indexerElementsOf(model, traits, index),
  }
}

/** Those behind them reuse the last full and the last sliding one (memory-estimate.md §2.5). */
function ownKvLayersOf(model: Hyperparameters, { ownKvLayerCount }: ArchitectureTraits): number {
  if (model.sharedKvLayerCount > 0)
    return model.layerCount + model.nextnLayerCount - model.sharedKvLayerCount
  return ownKvLayerCount ?? Number.POSITIVE_INFINITY
}

const indexerElementsOf = (
  model: Hyperparameters,
  traits: ArchitectureTraits,
  index: number,
): number =>
  hasIndexer(model, traits, index) ? (model.indexerKeyLength ?? 0) * (traits.indexerRows ?? 1) : 0

/** GLM 5.2 is told from 5 and 5.1, which index in every layer, by its context (glm-dsa.cpp). */
const tokensOfGlm52 = 1_048_576

function hasIndexer(
  { leadingDenseLayerCount, indexerLayers, trainedContextTokens }: Hyperparameters,
  { indexer }: ArchitectureTraits,
  index: number,
): boolean {
  if (indexer === undefined) return false
  switch (indexer) {
    case 'all':
      return true
    case 'not-leading-dense':
      return index >= leadingDenseLayerCount
    case 'listed':
      return indexerLayers === null || indexerLayers[index] === true
    case 'listed-or-every-fourth':
      if (indexerLayers !== null) return indexerLayers[index] === true
      return (trainedContextTokens ?? 0) < tokensOfGlm52 || index < 2 || index % 4 === 2
  }
}

const hasFeedForward = ({ feedForwardLengths }: Hyperparameters, index: number): boolean =>
  (feedForwardLengths[index] ?? 0) > 0

function isRecurrentLayer(
  model: Hyperparameters,
  { recurrentBy, fullAttentionInterval }: ArchitectureTraits,
  index: number,
): boolean {
  if (recurrentBy === undefined) return false
  switch (recurrentBy) {
    case 'both':
      return true
    case 'interval': {
      if (model.recurrentLayers !== null) return model.recurrentLayers[index] === true
      const interval = model.fullAttentionInterval ?? fullAttentionInterval ?? 1
      return (index + 1) % interval !== 0
    }
    case 'no-kv-heads':
      return (model.kvHeadCounts[index] ?? 0) === 0
    case 'no-kv-heads-no-feed-forward':
      return (model.kvHeadCounts[index] ?? 0) === 0 && !hasFeedForward(model, index)
  }
}
