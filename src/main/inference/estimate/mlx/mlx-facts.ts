import type { SafetensorsModel } from '../../models/safetensors-folder.ts'
import { parseMlxConfig } from './mlx-config.ts'
import { mlxQuantizationOf } from './mlx-quantization.ts'

/** What is said of a model beside its need. */
export interface MlxFacts {
  readonly modelType: string
  readonly layerCount: number
  readonly trainedContextTokens: number | null
  /** `4 bit, groups of 64`; of mixed ones with the bits that each weight has on average. */
  readonly quantization: string
}

/** Throws ParseError where its `config.json` lacks what every model has. */
export function mlxFactsOf(model: SafetensorsModel): MlxFacts {
  const { modelType, layerCount, trainedContextTokens } = parseMlxConfig(model.config)
  const { text, isMixed, bitsPerWeight } = mlxQuantizationOf(model)
  const mean =
    isMixed && bitsPerWeight !== null ? `, ${bitsPerWeight.toFixed(1)} bits per weight` : ''
  return { modelType, layerCount, trainedContextTokens, quantization: `${text}${mean}` }
}
