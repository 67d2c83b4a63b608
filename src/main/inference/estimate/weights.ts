import { traitsOf } from './architectures.ts'
import { sinceBuild } from './engine-build.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import type { ResolvedRun } from './run.ts'
import type { TensorWeights, WeightGroup } from './tensor-weights.ts'

/** Where llama.cpp puts the weights (memory-estimate.md §1.2, §1.3). Bytes of tensors, however they are mapped. */
interface PlacedWeights {
  readonly onGpuBytes: number
  /** What the CPU needs for itself, and what it keeps twice to compute faster. */
  readonly onCpuBytes: number
  readonly repackedBytes: number
  /** In memory, each once: a tied embedding that is mapped is there once for both. */
  readonly totalBytes: number
}

export type WeightsSide = 'gpu' | 'cpu' | 'repacked'

export function placeWeights(
  { groups, tied }: TensorWeights,
  model: Hyperparameters,
  run: ResolvedRun,
): PlacedWeights {
  const bytes = { gpu: 0, cpu: 0, repacked: 0 }
  for (const group of groups) bytes[sideOf(group, model, run)] += group.bytes
  const usedBytes = bytes.gpu + bytes.cpu + bytes.repacked
  const tiedSide = tied === null ? null : sideOf(tied, model, run)
  const tiedBytes = tied?.bytes ?? 0
  // for the input it lies with the CPU already
  if (tiedSide !== null && tiedSide !== 'cpu') bytes[tiedSide] += tiedBytes
  const madeTwiceBytes = tiedSide === 'cpu' && countsTiedTwice(model) ? tiedBytes : 0
  return {
    onGpuBytes: bytes.gpu,
    onCpuBytes: bytes.cpu,
    repackedBytes: bytes.repacked,
    totalBytes: run.asked.usesMmap
      ? usedBytes + bytes.repacked
      : bytes.gpu + bytes.cpu + bytes.repacked + madeTwiceBytes,
  }
}

/** On one side, where it is not mapped. */
export const countsTiedTwice = ({ architecture }: Hyperparameters): boolean =>
  traitsOf(architecture)?.countsTiedTwice === true

export function sideOf(group: WeightGroup, model: Hyperparameters, run: ResolvedRun): WeightsSide {
  const { place } = group
  const hasGpu = run.asked.device !== 'cpu'
  const onCpu = isRepackedThere(group, run) ? 'repacked' : 'cpu'
  switch (place.kind) {
    case 'input':
      return 'cpu' // wherever the layers are: dev_input is the CPU
    case 'output':
      return hasGpu && isOutputOnGpu(model, run) ? 'gpu' : onCpu
    case 'layer':
      if (!hasGpu || !isLayerOnGpu(place.index, model, run)) return onCpu
      return place.index < run.asked.cpuMoeLayers && group.isExpert ? 'cpu' : 'gpu'
  }
}

/** Layers go to the GPU from the last on; the output is the very first to go. */
export function isLayerOnGpu(
  index: number,
  model: Hyperparameters,
  { asked }: ResolvedRun,
): boolean {
  if (asked.gpuLayers === null) return true
  return index >= model.layerCount + model.nextnLayerCount + 1 - asked.gpuLayers
}

/** It counts as the layer behind all others. */
export const isOutputOnGpu = (model: Hyperparameters, run: ResolvedRun): boolean =>
  isLayerOnGpu(model.layerCount + model.nextnLayerCount, model, run)

function isRepackedThere({ repackedType }: WeightGroup, { asked, build }: ResolvedRun): boolean {
  if (repackedType === null || !asked.isRepacked || asked.device !== 'cpu') return false
  return repackedType !== 'mxfp4' || build >= sinceBuild.repackedMxfp4
}
