import type { GgufHeader } from '../../models/model-header.ts'
import type { SafetensorsModel } from '../../models/safetensors-folder.ts'
import { exactly, type Need } from '../need.ts'
import { imageRoleOf } from './image-role.ts'

/**
 * What a model of images takes: its weights, and those of all other parts of its pipeline. Programs that load one part after the
 * other take less at once.
 */
export function estimateImageModel(
  model: SafetensorsModel | GgufHeader,
  others: readonly (SafetensorsModel | GgufHeader)[] = [],
): Need {
  const all = [model, ...others]
  const sums = all.map(({ tensors }) => tensors.reduce((sum, { bytes }) => sum + bytes, 0))
  const bytes = sums.reduce((sum, one) => sum + one, 0)
  const role = imageRoleOf(model)
  return {
    parts: [
      {
        name: 'weights',
        bytes,
        onGpuBytes: bytes,
        band: exactly,
        basis: 'exact',
        formula: sums.length === 1 ? '' : sums.join(' + '),
      },
      { name: 'compute', bytes: 0, onGpuBytes: 0, band: null, basis: 'unknown', formula: '' },
    ],
    growth: null,
    remarks: [
      ...(role.kind === 'adapter'
        ? ['It is an adapter (LoRA): the model that it changes is not counted.']
        : []),
      ...(role.kind === 'image-model' && !role.isWhole && others.length === 0
        ? [
            'It is one part of a pipeline: encoders of text, or what makes pixels of it, are other files and not counted.',
          ]
        : []),
      'What a picture takes while it is made cannot be told from the file.',
    ],
  }
}
