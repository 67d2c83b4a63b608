import type { MetadataValue } from '../../../src/main/inference/models/model-header.ts'
import {
  hyperparametersOf,
  type Hyperparameters,
} from '../../../src/main/inference/estimate/hyperparameters.ts'

/** A header of little but what a test is about: its keys stand without the name of the architecture. */
export function headerOf(
  architecture: string,
  keys: Readonly<Record<string, MetadataValue>>,
): Hyperparameters {
  const small = { embedding_length: 64, 'attention.head_count': 4, ...keys }
  return hyperparametersOf(
    new Map<string, MetadataValue>([
      ['general.architecture', architecture],
      ...Object.entries(small).map(([key, value]) => [`${architecture}.${key}`, value] as const),
    ]),
    [],
  )
}
