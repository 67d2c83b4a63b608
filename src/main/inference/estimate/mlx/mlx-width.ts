import { mostOf, type MlxConfig } from './mlx-config.ts'
import type { MlxLayer } from './mlx-layers.ts'
import { channelsOf } from './mlx-state.ts'

/** Where a config does not say how wide the network behind attention is (gpt2.py). */
const usualWidening = 4

/** Twice normed, attended, networked and added. */
const embeddingRows = 6
/** Asked, turned by the position, answered; keys and values as they are and turned. */
const queryRows = 3
const keyRows = 2
/** Projected, put behind what was before, convolved, split; values read, normed and gated. */
const convolutionRows = 4
const valueRows = 3
/** Gate, up, and their product. */
const networkRows = 3
/** Of each expert: given to it, its answer, that in the order of the tokens, and weighed (switch_layers.py). */
const expertEmbeddingRows = 4

/** How many elements all steps of one layer make of one token, of whichever layer that is the most. */
export const layerWidthOf = (config: MlxConfig, layers: readonly MlxLayer[]): number =>
  embeddingRows * config.embeddingLength +
  mixerWidthOf(config, layers) +
  (config.traits?.recurrent?.by === 'every' ? 0 : networkWidthOf(config))

function mixerWidthOf(config: MlxConfig, layers: readonly MlxLayer[]): number {
  const keysAndValues = layers
    .flatMap(({ caches }) => caches)
    .map(({ heads, keyLength, valueLength }) => heads * (keyLength + valueLength))
  const attention =
    keysAndValues.length === 0
      ? 0
      : queryRows * config.headCount * queryLengthOf(config) + keyRows * Math.max(...keysAndValues)
  const { convolution, values } = channelsOf(config)
  const recurrent = convolutionRows * convolution + valueRows * values
  return config.traits?.recurrent?.by === 'both'
    ? attention + recurrent
    : Math.max(attention, recurrent)
}

const queryLengthOf = ({ told, headLength }: MlxConfig): number =>
  (told.kv_lora_rank ?? 0) > 0
    ? (told.qk_nope_head_dim ?? 0) + (told.qk_rope_head_dim ?? 0)
    : Math.max(headLength, told.global_head_dim ?? 0)

/** Of a model with experts some layers have none: the wider counts. */
function networkWidthOf({ told, embeddingLength }: MlxConfig): number {
  const width = mostOf(told.intermediate_size) ?? usualWidening * embeddingLength
  const experts =
    mostOf(told.num_experts_per_tok) ??
    mostOf(told.moe_topk) ??
    told.moe_k ??
    told.top_k_experts ??
    0
  const expertWidth = mostOf(told.moe_intermediate_size) ?? width
  return Math.max(
    networkRows * width,
    experts * (expertEmbeddingRows * embeddingLength + networkRows * expertWidth),
  )
}
