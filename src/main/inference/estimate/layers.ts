import { traitsOf, unknownTraits, type ArchitectureTraits, type SlidingRule } from './architectures.ts'
import type { Hyperparameters } from './hyperparameters.ts'

/** What one layer keeps of every token, and of every sequence. Elements, not bytes. */
export interface Layer {
  /** null: it has no cache of its own. */
  readonly attention: {
    readonly isSliding: boolean
    readonly keyElements: number
    readonly valueElements: number
  } | null
  /** Of one sequence, however long it is; null: it is not recurrent. */
  readonly state: { readonly convolutionElements: number; readonly stateElements: number } | null
  /** A further cache of keys alone, for each token. */
  readonly indexerElements: number
}

/** Which part of an architecture we know. */
export type Knowledge = 'known' | 'unknown architecture' | 'beyond formulas'

export interface Layers {
  readonly layers: readonly Layer[]
  /** 0: none slides. */
  readonly slidingWindowTokens: number
  /** V is a part of K, and engines of today keep it once. */
  readonly isLatent: boolean
  readonly knowledge: Knowledge
}

const nothing: Layer = { attention: null, state: null, indexerElements: 0 }

/** What every layer of a model keeps, by its architecture (memory-estimate.md §2.2 to §2.9). */
export function layersOf(model: Hyperparameters): Layers {
  const known = traitsOf(model.architecture)
  const traits = known ?? unknownTraits
  const sliding = slidingOf(model, traits.sliding)
  const layerCount = model.layerCount + (traits.cachesNextnLayers ? model.nextnLayerCount : 0)
  const layers = Array.from({ length: layerCount }, (_, index) => layerOf(model, traits, sliding, index))
  return {
    layers,
    slidingWindowTokens: layers.some(({ attention }) => attention?.isSliding === true)
      ? sliding.windowTokens
      : 0,
    isLatent: model.isLatent,
    knowledge:
      known === null
        ? 'unknown architecture'
        : traits.isBeyondUs === true
          ? 'beyond formulas'
          : 'known',
  }
}

function layerOf(
  model: Hyperparameters,
  traits: ArchitectureTraits,
  sliding: Sliding,
  index: number,
): Layer {
  switch (traits.memory) {
    case 'none':
      return nothing
    case 'recurrent':
      return { ...nothing, state: stateOf(model, traits, index) }
    case 'attention':
      return attentionLayer(model, traits, sliding, index)
    case 'hybrid': {
      const isRecurrent = isRecurrentLayer(model, traits, index)
      const layer =
        traits.recurrentBy === 'both' || !isRecurrent
          ? attentionLayer(model, traits, sliding, index)
          : nothing
      return { ...layer, state: isRecurrent ? stateOf(model, traits, index) : null }
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
  const ownLayers = ownKvLayersOf(model, traits)
  if (kvHeads === 0 || index >= ownLayers) return nothing
  const isSliding = sliding.isSliding(index)
  const keyLength = isSliding ? (model.slidingKeyLength ?? model.keyLength) : model.keyLength
  const valueLength = isSliding ? (model.slidingValueLength ?? model.valueLength) : model.valueLength
  return {
    attention: {
      isSliding,
      keyElements: keyLength * kvHeads,
      valueElements: valueLength * kvHeads,
    },
    state: null,
    indexerElements: hasIndexer(model, traits, index) ? (model.indexerKeyLength ?? 0) : 0,
  }
}

/** Those behind them reuse the last full and the last sliding one (memory-estimate.md §2.5). */
function ownKvLayersOf(model: Hyperparameters, { ownKvLayerCount }: ArchitectureTraits): number {
  if (model.sharedKvLayerCount > 0) return model.layerCount - model.sharedKvLayerCount
  return ownKvLayerCount ?? Number.POSITIVE_INFINITY
}

const hasIndexer = (
  { leadingDenseLayerCount }: Hyperparameters,
  { indexer }: ArchitectureTraits,
  index: number,
): boolean => indexer === 'all' || (indexer !== undefined && index >= leadingDenseLayerCount)

interface Sliding {
  readonly windowTokens: number
  readonly isSliding: (index: number) => boolean
}

/** A window that a file names has no effect where its architecture has no sliding layers (memory-estimate.md §2.3). */
function slidingOf(model: Hyperparameters, rule: SlidingRule | undefined): Sliding {
  const windowTokens = model.slidingWindowTokens ?? rule?.windowTokens ?? 0
  if (rule === undefined || windowTokens === 0) return { windowTokens: 0, isSliding: () => false }
  const pattern = rule.isFixed === true ? null : model.slidingPattern
  if (Array.isArray(pattern)) return { windowTokens, isSliding: (index) => pattern[index] === true }
  if (rule.period === 'every') return { windowTokens, isSliding: () => true }
  const period = typeof pattern === 'number' ? pattern : rule.period
  if (period === null || period === 0) return { windowTokens, isSliding: () => false }
  return {
    windowTokens,
    isSliding:
      rule.isDenseFirst === true
        ? (index) => index % period !== 0
        : (index) => index % period < period - 1,
  }
}

/** Every fourth layer of Qwen3-Next and its successors has attention. */
const usualInterval = 4

function isRecurrentLayer(
  model: Hyperparameters,
  { recurrentBy }: ArchitectureTraits,
  index: number,
): boolean {
  switch (recurrentBy) {
    case undefined:
      return false
    case 'both':
      return true
    case 'interval':
      if (model.recurrentLayers !== null) return model.recurrentLayers[index] === true
      return (index + 1) % (model.fullAttentionInterval ?? usualInterval) !== 0
    case 'no-kv-heads':
      return (model.kvHeadCounts[index] ?? 0) === 0
    case 'no-kv-heads-no-feed-forward':
      return (model.kvHeadCounts[index] ?? 0) === 0 && (model.feedForwardLengths[index] ?? 0) === 0
  }
}

/** n_embd_r and n_embd_s of llama-hparams.cpp (memory-estimate.md §2.6). */
function stateOf(
  model: Hyperparameters,
  { state }: ArchitectureTraits,
  index: number,
): Layer['state'] {
  const { ssm, embeddingLength } = model
  switch (state) {
    case undefined:
      return null
    case 'ssm':
      if (ssm === null) return null
      return {
        convolutionElements:
          Math.max(0, ssm.convolutionKernel - 1) * (ssm.innerSize + 2 * ssm.groupCount * ssm.stateSize),
        stateElements: ssm.stateSize * ssm.innerSize,
      }
    case 'short-convolution':
      return {
        convolutionElements: embeddingLength * Math.max(0, (model.shortConvolutionLength ?? 0) - 1),
        stateElements: 0,
      }
    case 'kda': {
      const heads = model.headCounts[index] ?? 0
      const length = model.kdaHeadLength ?? 0
      return {
        convolutionElements: 3 * Math.max(0, (ssm?.convolutionKernel ?? 0) - 1) * heads * length,
        stateElements: length * length * heads,
      }
    }
    case 'wkv':
      return {
        convolutionElements: model.tokenShiftCount * embeddingLength,
        stateElements: embeddingLength * (model.wkvHeadSize ?? 0),
      }
  }
}
