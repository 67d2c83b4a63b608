import { traitsOf } from '../architectures.ts'
import type { Hyperparameters } from '../hyperparameters.ts'
import type { Device } from '../run.ts'

/** How the layers of an architecture are put together, as far as that shows in their memory (src/models/*.cpp of llama.cpp). */
export interface GraphKind {
  /** What a recurrent layer does. null: none, or one that is not modelled here. */
  readonly mixer: 'mamba2' | 'delta-net' | 'short-convolution' | null
  /** The query is twice as wide, and brings the gate of what comes out. */
  readonly hasGatedQuery: boolean
  /** An activation alone, or one that is multiplied with a second product, or both products in one. */
  readonly feedForward: 'plain' | 'gated' | 'fused'
  /** Q, K and V come of one product. */
  readonly isQkvFused: boolean
  /** Positions are added to the embedding, or are a part of the mask: nothing is turned by them. */
  readonly isUnturned: boolean
  /** The values are normed, and so are no longer what the product was. */
  readonly hasNormedValues: boolean
  /** What a layer makes is added to the stream, and not the stream to that. */
  readonly isStreamFirst: boolean
  /** K is made before V. */
  readonly areKeysFirst: boolean
  /** Where those tokens are picked whose logits are wanted; behind the norm since others draft from it (`h_nextn`). */
  readonly picks: 'in the last layer' | 'behind it' | 'behind the norm'
}

const usual: GraphKind = {
  mixer: null,
  hasGatedQuery: false,
  feedForward: 'gated',
  isQkvFused: false,
  isUnturned: false,
  hasNormedValues: false,
  isStreamFirst: false,
  areKeysFirst: false,
  picks: 'in the last layer',
}

const plainFeedForward =
  'starcoder starcoder2 phi2 gpt2 gptj gptneox falcon mpt bloom codeshell nemotron arcee apertus jais'
const fusedFeedForward = 'phi3 chatglm glm4'
const fusedQkv =
  'phi3 chatglm starcoder phi2 gpt2 gptneox falcon mpt bloom codeshell jais dbrx qwen'

const unturned = 'starcoder gpt2 bloom mpt jais'

const isIn = (names: string, name: string): boolean => names.split(' ').includes(name)

const deltaNet: Partial<GraphKind> = {
  mixer: 'delta-net',
  hasGatedQuery: true,
  picks: 'behind the norm',
}

const special: Readonly<Record<string, Partial<GraphKind>>> = {
  mamba2: { mixer: 'mamba2' },
  'falcon-h1': { mixer: 'mamba2' },
  granitehybrid: { mixer: 'mamba2' },
  nemotron_h: { mixer: 'mamba2' },
  nemotron_h_moe: { mixer: 'mamba2' },
  qwen3next: deltaNet,
  qwen35: deltaNet,
  qwen35moe: deltaNet,
  lfm2: { mixer: 'short-convolution', isStreamFirst: true },
  lfm2moe: { mixer: 'short-convolution', isStreamFirst: true },
  gemma4: {
    hasNormedValues: true,
    areKeysFirst: true,
    picks: 'behind the norm',
  },
  'gpt-oss': { areKeysFirst: true, picks: 'behind it' },
}

export const graphKindOf = (architecture: string): GraphKind => ({
  ...usual,
  feedForward: isIn(plainFeedForward, architecture)
    ? 'plain'
    : isIn(fusedFeedForward, architecture)
      ? 'fused'
      : 'gated',
  isQkvFused: isIn(fusedQkv, architecture),
  isUnturned: isIn(unturned, architecture),
  ...special[architecture],
})

/** DeepSeek's of a file whose K is not absorbed, and the mixed one, whose graphs are others. */
const latentNames = 'deepseek2 deepseek2-ocr'

/**
 * Whether the graph is built as its model builds it. The chunks of a delta net, where a device has no operation for all of it, are
 * not modelled: there the largest phase is nearer (e006, e070).
 */
export function isModelled({ architecture, isLatent }: Hyperparameters, device: Device): boolean {
  const traits = traitsOf(architecture)
  if (traits === null || traits.isBeyondUs === true || traits.indexer !== undefined) return false
  if (traits.memory === 'none') return false
  if (isIn(latentNames, architecture) && !isLatent) return false
  const { mixer } = graphKindOf(architecture)
  if (traits.memory === 'attention') return true
  return mixer !== null && !(mixer === 'delta-net' && device !== 'cpu')
}
