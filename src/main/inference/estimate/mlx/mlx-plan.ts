import type { SafetensorsModel } from '../../models/safetensors-folder.ts'
import { parseMlxConfig, type MlxConfig } from './mlx-config.ts'
import { mlxLayersOf, type MlxLayer } from './mlx-layers.ts'
import { mlxQuantizationOf } from './mlx-quantization.ts'
import { layerWidthOf } from './mlx-width.ts'
import { mlxWeightsOf, type MlxWeights } from './mlx-weights.ts'

/** All of a model that its memory depends on, whatever it is run with. */
export interface MlxPlan {
  readonly config: MlxConfig
  readonly layers: readonly MlxLayer[]
  readonly weights: MlxWeights
  /** Elements that one token has in one layer. */
  readonly layerWidth: number
  /** Of what is computed, and so of keys and values: the type of weights that are not quantized. */
  readonly elementBytes: 2 | 4
  /** How its weights are quantized, where that is none of MLX's own ways. */
  readonly foreignMethod: string | null
}

/** Throws ParseError where its `config.json` lacks what every model has. */
export function mlxPlanOf(model: SafetensorsModel): MlxPlan {
  const config = parseMlxConfig(model.config)
  const layers = mlxLayersOf(config)
  return {
    config,
    layers,
    layerWidth: layerWidthOf(config, layers),
    weights: mlxWeightsOf(model, config),
    elementBytes: isOfF32(model) ? 4 : 2,
    foreignMethod: mlxQuantizationOf(model).foreignMethod,
  }
}

/** A few tensors of F32 (`A_log`) are in many models. */
function isOfF32({ tensors }: SafetensorsModel): boolean {
  const bytesOf = (...types: readonly string[]): number =>
    tensors.reduce((sum, { type, bytes }) => (types.includes(type) ? sum + bytes : sum), 0)
  return bytesOf('f32') > bytesOf('f16', 'bf16', 'f8_e4m3', 'u8')
}
