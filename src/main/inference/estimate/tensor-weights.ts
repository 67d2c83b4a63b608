import { tensorTypeOfName } from '../models/tensor-types.ts'
import type { Tensor } from '../models/model-header.ts'
import { traitsOf } from './architectures.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import { isExpert, placeOf, type Place } from './tensor-places.ts'

/** The tensors of a file, as far as a run depends on them: those that every run puts on the same side together. */
export interface TensorWeights {
  readonly kind: 'tensors'
  readonly groups: readonly WeightGroup[]
  /** The embedding, where it stands in for the output as well. */
  readonly tied: WeightGroup | null
  /** What no run uses: layers that predict further tokens. */
  readonly unusedBytes: number
  /** Types that are none of ggml's: what they take was told by the file. */
  readonly unknownTypes: readonly string[]
}

export interface WeightGroup {
  readonly place: Place
  readonly isExpert: boolean
  /** Of matrices that the CPU backend may lay out anew; null: it does not. */
  readonly repackedType: string | null
  readonly bytes: number
}

/** Once for each model: a file may have thousands of tensors, and an estimate is asked for many times. */
export function tensorWeights(tensors: readonly Tensor[], model: Hyperparameters): TensorWeights {
  const groups = new Map<string, WeightGroup>()
  const unknownTypes = new Set<string>()
  let unusedBytes = 0
  for (const tensor of tensors) {
    if (tensorTypeOfName(tensor.type) === null) unknownTypes.add(tensor.type)
    const own = groupOf(tensor, model)
    if (own === null) {
      unusedBytes += tensor.bytes
      continue
    }
    const index = own.place.kind === 'layer' ? own.place.index : own.place.kind
    const key = `${index} ${own.isExpert} ${own.repackedType}`
    groups.set(key, { ...own, bytes: own.bytes + (groups.get(key)?.bytes ?? 0) })
  }
  const table = tiedTableOf(tensors, model)
  return {
    kind: 'tensors',
    groups: [...groups.values()],
    tied: table === null ? null : outputGroupOf(table),
    unusedBytes,
    unknownTypes: [...unknownTypes],
  }
}

/** Of one tensor; null: it is not used. */
export function groupOf(tensor: Tensor, model: Hyperparameters): WeightGroup | null {
  const place = placeOf(tensor.name, model.architecture)
  if (place.kind !== 'layer') return groupAt(place, tensor)
  const { layerCount, nextnLayerCount } = model
  if (nextnLayerCount > 0 && place.index >= layerCount) return null
  // behind the last one there is none
  return groupAt({ ...place, index: Math.min(place.index, layerCount) }, tensor)
}

/** An embedding, where it is the output. */
export const outputGroupOf = (table: Tensor): WeightGroup => groupAt({ kind: 'output' }, table)

const groupAt = (place: Place, tensor: Tensor): WeightGroup => ({
  place,
  isExpert: isExpert(tensor.name),
  repackedType: isRepackable(tensor) ? tensor.type : null,
  bytes: tensor.bytes,
})

const tableName = 'token_embd.weight'

/** Models that bring no output use their embedding for it, but for those that have none. */
export function tiedTableOf(
  tensors: readonly Tensor[],
  { architecture }: Hyperparameters,
): Tensor | null {
  if (traitsOf(architecture)?.neverTies === true) return null
  if (tensors.some(({ name }) => name === 'output.weight')) return null
  return tensors.find(({ name }) => name === tableName) ?? null
}

/** Matrices that the CPU backend lays out anew for AVX2 (ggml-cpu/repack.cpp): rows in eights. */
const repackedTypes: ReadonlySet<string> = new Set(['q4_0', 'q4_K', 'iq4_nl', 'mxfp4'])
const rowsAtOnce = 8

const isRepackable = ({ type, dimensions }: Tensor): boolean =>
  repackedTypes.has(type) && dimensions.length >= 2 && (dimensions[1] ?? 0) % rowsAtOnce === 0
