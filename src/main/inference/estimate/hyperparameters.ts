import { ParseError } from '../../../shared/parse.ts'
import type { Metadata, Tensor } from '../models/model-header.ts'
import { traitsOf } from './architectures.ts'

/**
 * What a model is made of, as llama.cpp names it (`llama_hparams`), whoever told it: the header of its file, or the lines that
 * an engine printed when it loaded it. Lists have one entry for each layer.
 */
export interface Hyperparameters {
  readonly architecture: string
  /**
   * Without those that only predict further tokens (`nextn_predict_layers`, MTP), which stand behind them. Layers that are run
   * through several times (`num_loops`) count each time: each time they have a cache.
   */
  readonly layerCount: number
  readonly nextnLayerCount: number
  /** null: it is not said. */
  readonly trainedContextTokens: number | null
  readonly embeddingLength: number
  readonly vocabularySize: number
  readonly headCounts: readonly number[]
  readonly kvHeadCounts: readonly number[]
  readonly keyLength: number
  readonly valueLength: number
  /** Of layers with a sliding window, where theirs are others. */
  readonly slidingKeyLength: number | null
  readonly slidingValueLength: number | null
  readonly feedForwardLengths: readonly number[]
  readonly leadingDenseLayerCount: number
  readonly experts: Experts | null
  /** Attention over a compressed cache (MLA): the file holds its K and V absorbed, and V is a part of K. */
  readonly isLatent: boolean
  /** Of heads before they are absorbed. */
  readonly latentKeyLength: number | null
  readonly latentValueLength: number | null
  readonly slidingWindowTokens: number | null
  /** Which layers slide, as the file says it: for each layer, or the length of a period. */
  readonly slidingPattern: readonly boolean[] | number | null
  /** The last layers that have no cache of their own, and use another's. */
  readonly sharedKvLayerCount: number
  /** Which layers are recurrent, where the file says it. */
  readonly recurrentLayers: readonly boolean[] | null
  readonly fullAttentionInterval: number | null
  readonly ssm: StateSpace | null
  readonly shortConvolutionLength: number | null
  /** Kimi's delta attention. */
  readonly kdaHeadLength: number | null
  readonly wkvHeadSize: number | null
  readonly tokenShiftCount: number
  /** Of DeepSeek's sparse attention. */
  readonly indexerKeyLength: number | null
  /** Which layers have an indexer, where the file says it. */
  readonly indexerLayers: readonly boolean[] | null
  /** For each layer how many tokens it makes one of; 0: it does not compress. */
  readonly compressionRatios: readonly number[] | null
  readonly perLayerEmbeddingLength: number | null
  /** What it makes of all tokens of a text is put together to one (`pooling_type`: a mean, the first, the last, a rank). */
  readonly isPooled: boolean
}

export interface Experts {
  readonly count: number
  readonly usedCount: number
  readonly feedForwardLength: number
  readonly sharedFeedForwardLength: number
}

/** `ssm.*` of a header (Mamba, gated delta nets). */
export interface StateSpace {
  readonly convolutionKernel: number
  readonly innerSize: number
  readonly stateSize: number
  readonly groupCount: number
  readonly timeStepRank: number
}

/** No model has more: what a header claims is multiplied and listed. */
export const maxLayers = 4_096
const maxWidth = 2 ** 40
/** A longer context than any model has is not believed. */
const maxContextTokens = 2 ** 30

/** Of the GGUF header of a model. Throws ParseError where it lacks what every model has. */
export function hyperparametersOf(metadata: Metadata, tensors: readonly Tensor[]): Hyperparameters {
  const architecture = metadata.get('general.architecture')
  if (typeof architecture !== 'string' || architecture === '')
    throw new ParseError('its header names no architecture')
  const of = readerOf(metadata, architecture)
  const blockCount = of.required('block_count') * Math.max(1, of.count('num_loops') ?? 1)
  if (blockCount > maxLayers) throw new ParseError(`its header claims ${blockCount} layers`)
  const claimedNextnCount = of.count('nextn_predict_layers') ?? 0
  // A file of nothing but such layers is a draft head: they are what it runs.
  const nextnLayerCount = claimedNextnCount < blockCount ? claimedNextnCount : 0
  const embeddingLength = of.required('embedding_length')
  if (lacksHeads(of, architecture, blockCount)) of.refuse('attention.head_count')
  const headCounts = of.perLayer('attention.head_count', blockCount) ?? []
  // As llama.cpp does it, by the first layer; where that has none, by the one with the most.
  const heads = headCounts[0] || Math.max(0, ...headCounts)
  const usualLength = heads === 0 ? 0 : Math.floor(embeddingLength / heads)
  const keyLength = of.count('attention.key_length') ?? usualLength
  const valueLength = of.count('attention.value_length') ?? usualLength
  return {
    architecture,
    layerCount: blockCount - nextnLayerCount,
    nextnLayerCount,
    trainedContextTokens: of.count('context_length', maxContextTokens),
    embeddingLength,
    vocabularySize: vocabularySizeOf(metadata, tensors, of),
    headCounts,
    kvHeadCounts: of.perLayer('attention.head_count_kv', blockCount) ?? headCounts,
    keyLength,
    valueLength,
    slidingKeyLength: of.count('attention.key_length_swa'),
    slidingValueLength: of.count('attention.value_length_swa'),
    feedForwardLengths: of.perLayer('feed_forward_length', blockCount) ?? [],
    leadingDenseLayerCount: of.count('leading_dense_block_count') ?? 0,
    experts: expertsOf(of),
    isLatent: of.count('attention.key_length_mla') !== null,
    latentKeyLength: of.count('attention.key_length_mla'),
    latentValueLength: of.count('attention.value_length_mla'),
    slidingWindowTokens: of.count('attention.sliding_window'),
    slidingPattern: slidingPatternOf(of, blockCount),
    sharedKvLayerCount: of.count('attention.shared_kv_layers') ?? 0,
    recurrentLayers: of.flags('attention.recurrent_layers', blockCount),
    fullAttentionInterval: of.count('full_attention_interval'),
    ssm: stateSpaceOf(of),
    shortConvolutionLength: of.count('shortconv.l_cache'),
    kdaHeadLength: of.count('kda.head_dim'),
    wkvHeadSize: of.count('wkv.head_size'),
    tokenShiftCount: of.count('token_shift_count') ?? 2,
    indexerKeyLength: of.count('attention.indexer.key_length'),
    indexerLayers: of.flags('attention.indexer.types', blockCount),
    compressionRatios: of.perLayer('attention.compress_ratios', blockCount),
    perLayerEmbeddingLength: of.count('embedding_length_per_layer_input'),
    isPooled: (of.count('pooling_type') ?? 0) > 0,
  }
}

/** What its attention keeps could not be told. An architecture that we do not know may have none, if it keeps something else. */
function lacksHeads(of: HeaderReader, architecture: string, layers: number): boolean {
  const heads = ['attention.head_count', 'attention.head_count_kv']
  if (heads.some((key) => of.perLayer(key, layers) !== null)) return false
  const traits = traitsOf(architecture)
  if (traits !== null) return traits.memory === 'attention' || traits.memory === 'hybrid'
  return stateKeys.every((key) => of.count(key) === null)
}

const stateKeys = ['ssm.inner_size', 'shortconv.l_cache', 'kda.head_dim', 'wkv.head_size'] as const

interface HeaderReader {
  /** null where it is not there, no count, or beyond the most. */
  count(key: string, most?: number): number | null
  required(key: string): number
  refuse(key: string): never
  /** The number, or the largest of those of the layers. */
  largest(key: string): number | null
  perLayer(key: string, layers: number): readonly number[] | null
  flags(key: string, layers: number): readonly boolean[] | null
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maxWidth

function readerOf(metadata: Metadata, architecture: string): HeaderReader {
  const at = (key: string): unknown => metadata.get(`${architecture}.${key}`)
  const count = (key: string, most = maxWidth): number | null => {
    const value = at(key)
    return isCount(value) && value <= most ? value : null
  }
  const refuse = (key: string): never => {
    throw new ParseError(`its header has no ${architecture}.${key}`)
  }
  return {
    count,
    refuse,
    required: (key) => count(key) || refuse(key),
    largest: (key) => {
      const value = at(key)
      const counts = (Array.isArray(value) ? value : [value]).filter(isCount)
      return counts.length === 0 ? null : Math.max(...counts)
    },
    perLayer: (key, layers) => {
      const value = at(key)
      if (isCount(value)) return Array.from({ length: layers }, () => value)
      if (!Array.isArray(value) || !value.every(isCount)) return null
      return Array.from({ length: layers }, (_, layer) => value[layer % value.length] ?? 0)
    },
    flags: (key, layers) => {
      const value = at(key)
      if (!Array.isArray(value) || value.length === 0) return null
      const flags = value.map((one) => one === true || (typeof one === 'number' && one !== 0))
      return Array.from({ length: layers }, (_, layer) => flags[layer % flags.length] === true)
    },
  }
}

/** What the embedding table has rows for; where the tensors are not known, what the tokenizer has tokens for. */
function vocabularySizeOf(
  metadata: Metadata,
  tensors: readonly Tensor[],
  of: HeaderReader,
): number {
  const table = tensors.find(({ name }) => name === 'token_embd.weight')?.dimensions[1]
  if (table !== undefined) return table
  const tokens = metadata.get('tokenizer.ggml.tokens')
  const listed = typeof tokens === 'object' && 'itemCount' in tokens ? tokens.itemCount : null
  return listed ?? of.count('vocab_size') ?? 0
}

function expertsOf(of: HeaderReader): Experts | null {
  const count = of.count('expert_count') ?? 0
  if (count === 0) return null
  const feedForwardLength =
    of.largest('expert_feed_forward_length') ?? of.largest('feed_forward_length')
  const shared = of.count('expert_shared_feed_forward_length')
  const sharedCount = of.count('expert_shared_count') ?? 0
  return {
    count,
    usedCount: of.largest('expert_used_count') ?? 1,
    feedForwardLength: feedForwardLength ?? 0,
    sharedFeedForwardLength: shared ?? sharedCount * (feedForwardLength ?? 0),
  }
}

const slidingPatternOf = (of: HeaderReader, layers: number): Hyperparameters['slidingPattern'] =>
  of.flags('attention.sliding_window_pattern', layers) ??
  of.count('attention.sliding_window_pattern')

function stateSpaceOf(of: HeaderReader): StateSpace | null {
  const innerSize = of.count('ssm.inner_size')
  const convolutionKernel = of.count('ssm.conv_kernel')
  if (innerSize === null && convolutionKernel === null) return null
  return {
    convolutionKernel: convolutionKernel ?? 0,
    innerSize: innerSize ?? 0,
    stateSize: of.count('ssm.state_size') ?? 0,
    groupCount: of.count('ssm.group_count') ?? 0,
    timeStepRank: of.count('ssm.time_step_rank') ?? 0,
  }
}
