import type { SafetensorsModel } from '../../models/safetensors-folder.ts'
import type { Tensor } from '../../models/model-header.ts'
import type { MlxConfig } from './mlx-config.ts'

export interface MlxWeights {
  readonly bytes: number
  /** As they are stored: quantized ones in words. */
  readonly elements: number
  /** Of these mlx-lm loads nothing; programs that let a model see or hear load what does that. */
  readonly sensesBytes: number
  /** Loaded by nothing that we know: layers that predict further tokens, tables that are computed. */
  readonly unusedBytes: number
  /** FP8 becomes 16 bit when it is loaded, where mlx-lm reads it at all (`dequant` in deepseek_v3.py). */
  readonly widenedBytes: number
}

/** What `sanitize` of mlx_lm/models/*.py leaves out. */
const senses =
  /(^|\.)(vision_tower|vision_model|vision_encoder|visual|audio_tower|audio_model|embed_vision|embed_audio|multi_modal_projector|mm_projector|vision_projection)(\.|$)/
const unused = /(^|\.)mtp\.|rotary_emb\.inv_freq$/
const numbered = /(?:^|\.)layers\.(\d+)\./

export function mlxWeightsOf({ tensors }: SafetensorsModel, config: MlxConfig): MlxWeights {
  const bytesOf = (isMeant: (tensor: Tensor) => boolean): number =>
    tensors.reduce((sum, tensor) => (isMeant(tensor) ? sum + tensor.bytes : sum), 0)
  const isOfSenses = ({ name }: Tensor): boolean => senses.test(name)
  return {
    bytes: bytesOf(() => true),
    elements: tensors.reduce((sum, { dimensions }) => sum + product(dimensions), 0),
    sensesBytes: bytesOf(isOfSenses),
    unusedBytes: bytesOf((tensor) => !isOfSenses(tensor) && isUnused(tensor.name, config)),
    widenedBytes: bytesOf(({ type }) => type.startsWith('f8_e4m3')),
  }
}

const product = (figures: readonly number[]): number =>
  figures.reduce((total, one) => total * one, 1)

function isUnused(name: string, { layerCount, told }: MlxConfig): boolean {
  if (unused.test(name)) return true
  if (told.tie_word_embeddings === true && /(^|\.)lm_head\./.test(name)) return true
  const layer = numbered.exec(name)?.[1]
  return layer !== undefined && Number(layer) >= layerCount
}
