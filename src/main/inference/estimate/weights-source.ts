import type { Hyperparameters } from './hyperparameters.ts'
import { exactly, type NeedPart } from './need.ts'
import type { ResolvedRun } from './run.ts'
import type { TensorWeights } from './tensor-weights.ts'
import { isLayerOnGpu, placeWeights } from './weights.ts'

/** What is known of the weights of a model. */
export type WeightsSource =
  | TensorWeights
  /** As an engine printed it: all tensors together, to the last digit. `tableBytes`: of the embedding alone, if known. */
  | {
      readonly kind: 'printed'
      readonly bytes: number
      readonly precisionBytes: number
      readonly tableBytes: number | null
    }
  /** By the size of its family. */
  | { readonly kind: 'guess'; readonly bytes: number; readonly errorRatio: number }

interface Weighed {
  readonly part: NeedPart
  readonly remarks: readonly string[]
}

export function weighed(source: WeightsSource, model: Hyperparameters, run: ResolvedRun): Weighed {
  switch (source.kind) {
    case 'tensors':
      return byTensors(source, model, run)
    case 'printed':
      return byPrint(source, model, run)
    case 'guess': {
      const offBytes = Math.round(source.bytes * source.errorRatio)
      return {
        part: {
          name: 'weights',
          bytes: source.bytes,
          onGpuBytes: Math.round(source.bytes * shareOnGpu(model, run)),
          band: { lessBytes: offBytes, moreBytes: offBytes },
          basis: 'guess',
          formula: '',
        },
        remarks: [],
      }
    }
  }
}

function byTensors(weights: TensorWeights, model: Hyperparameters, run: ResolvedRun): Weighed {
  const placed = placeWeights(weights, model, run)
  const kept = placed.totalBytes - placed.onGpuBytes
  return {
    part: {
      name: 'weights',
      bytes: placed.totalBytes,
      onGpuBytes: placed.onGpuBytes,
      band: exactly,
      basis: weights.unknownTypes.length === 0 ? 'exact' : 'approximate',
      formula:
        run.asked.device === 'cpu'
          ? `${placed.totalBytes - placed.repackedBytes} of tensors + ${placed.repackedBytes} laid out anew`
          : `${placed.onGpuBytes} for the GPU + ${kept} for the CPU alone`,
    },
    remarks: remarksOf(weights),
  }
}

/** A file may name as many types as it has tensors. */
const mostTypesNamed = 3

function remarksOf({ unusedBytes, unknownTypes }: TensorWeights): readonly string[] {
  const named = unknownTypes.slice(0, mostTypesNamed).join(', ')
  const others = unknownTypes.length > mostTypesNamed ? ' and others' : ''
  return [
    ...(unknownTypes.length === 0
      ? []
      : [`Its tensors of ${named}${others} are taken by their distance in the file.`]),
    ...(unusedBytes === 0
      ? []
      : ['Its layers that predict further tokens (MTP) are not used like this, and not counted.']),
  ]
}

/** Without the tensors nobody says whether the embedding is tied: it is taken to be, which is never too little. */
function byPrint(
  { bytes, precisionBytes, tableBytes }: Extract<WeightsSource, { kind: 'printed' }>,
  model: Hyperparameters,
  run: ResolvedRun,
): Weighed {
  const share = shareOnGpu(model, run)
  return {
    part: {
      name: 'weights',
      bytes,
      onGpuBytes: Math.round(bytes * share),
      band: { lessBytes: precisionBytes + (tableBytes ?? 0), moreBytes: precisionBytes },
      basis: 'approximate',
      formula: `${bytes} as printed`,
    },
    remarks: [],
  }
}

/** Of layers of one size, and the output as one more. */
export function shareOnGpu(model: Hyperparameters, run: ResolvedRun): number {
  if (run.asked.device === 'cpu') return 0
  const indices = Array.from({ length: model.layerCount + 1 }, (_, index) => index)
  const onGpu = indices.filter((index) => isLayerOnGpu(index, model, run)).length
  return onGpu / indices.length
}
