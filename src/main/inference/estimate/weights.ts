import type { GgufHeader, Tensor } from '../models/model-header.ts'
import { sinceBuild } from './engine-build.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import type { ResolvedRun } from './run.ts'
import { traitsOf } from './architectures.ts'
import { isExpert, placeOf } from './tensor-places.ts'

/** Where llama.cpp puts the weights (memory-estimate.md §1.2, §1.3). Bytes of tensors, however they are mapped. */
export interface PlacedWeights {
  readonly onGpuBytes: number
  /** What the CPU needs for itself, and what it keeps twice to compute faster. */
  readonly onCpuBytes: number
  readonly repackedBytes: number
  /** What a run of this kind never uses: layers that predict further tokens. */
  readonly unusedBytes: number
  /** In memory, each once: a tied embedding that is mapped is there once for both. */
  readonly totalBytes: number
  /** As the engine prints them: of mapped files the span from the first to the last tensor, whatever lies between. */
  readonly buffers: readonly WeightsBuffer[]
}

export interface WeightsBuffer {
  readonly kind: 'gpu' | 'cpu' | 'repacked'
  readonly fileIndex: number
  readonly bytes: number
}

type Placed = { readonly tensor: Tensor; readonly kind: WeightsBuffer['kind'] }

const tableName = 'token_embd.weight'

export function placeWeights(
  { tensors }: Pick<GgufHeader, 'tensors'>,
  model: Hyperparameters,
  run: ResolvedRun,
): PlacedWeights {
  const used = tensors.filter((tensor) => !isUnused(tensor, model))
  const placed = used.map((tensor): Placed => ({ tensor, kind: kindOf(tensor, model, run) }))
  const table = isTied(tensors, model) ? tensors.find(({ name }) => name === tableName) : undefined
  const output: readonly Placed[] =
    table === undefined ? [] : [{ tensor: table, kind: outputKind(table, model, run) }]
  const all = [...placed, ...output]
  const sumOf = (kind: WeightsBuffer['kind'], of: readonly Placed[] = all): number =>
    bytesOf(withoutDoubles(of.filter((one) => one.kind === kind)))
  const usedBytes = used.reduce((sum, { bytes }) => sum + bytes, 0)
  const buffers = run.asked.usesMmap ? spansOf(all) : allocatedOf(all, model)
  return {
    onGpuBytes: sumOf('gpu'),
    onCpuBytes: sumOf('cpu'),
    repackedBytes: sumOf('repacked'),
    unusedBytes: tensors.reduce((sum, { bytes }) => sum + bytes, 0) - usedBytes,
    totalBytes: run.asked.usesMmap
      ? usedBytes + sumOf('repacked')
      : buffers.reduce((sum, { bytes }) => sum + bytes, 0),
    buffers,
  }
}

const bytesOf = (placed: readonly Placed[]): number =>
  placed.reduce((sum, { tensor }) => sum + tensor.bytes, 0)

/** A tied embedding that lies on one side for both uses is there once. */
function withoutDoubles(placed: readonly Placed[]): readonly Placed[] {
  const seen = new Set<Tensor>()
  return placed.filter(({ tensor }) => !seen.has(tensor) && seen.add(tensor))
}

/** Models that bring no output use their embedding for it, but for those that have none. */
const isTied = (tensors: readonly Tensor[], { architecture }: Hyperparameters): boolean =>
  traitsOf(architecture)?.neverTies !== true &&
  !tensors.some(({ name }) => name === 'output.weight')

function isUnused({ name }: Tensor, model: Hyperparameters): boolean {
  const place = placeOf(name, model.architecture)
  return place.kind === 'layer' && model.nextnLayerCount > 0 && place.index >= model.layerCount
}

function kindOf(tensor: Tensor, model: Hyperparameters, run: ResolvedRun): WeightsBuffer['kind'] {
  const place = placeOf(tensor.name, model.architecture)
  switch (place.kind) {
    case 'input':
      return 'cpu' // wherever the layers are: dev_input is the CPU
    case 'output':
      return outputKind(tensor, model, run)
    case 'layer':
      if (run.asked.device !== 'cpu' && isLayerOnGpu(place.index, model, run))
        return place.index < run.asked.cpuMoeLayers && isExpert(tensor.name) ? 'cpu' : 'gpu'
      return isRepackedThere(tensor, run) ? 'repacked' : 'cpu'
  }
}

function outputKind(
  tensor: Tensor,
  model: Hyperparameters,
  run: ResolvedRun,
): WeightsBuffer['kind'] {
  if (run.asked.device !== 'cpu' && isOutputOnGpu(model, run)) return 'gpu'
  return isRepackedThere(tensor, run) ? 'repacked' : 'cpu'
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

/** Matrices that the CPU backend lays out anew for AVX2 (ggml-cpu/repack.cpp): rows in eights. */
const repackedTypes: ReadonlySet<string> = new Set(['q4_0', 'q4_K', 'iq4_nl'])
const rowsAtOnce = 8

function isRepackedThere({ type, dimensions }: Tensor, { asked, build }: ResolvedRun): boolean {
  if (!asked.isRepacked || asked.device !== 'cpu' || dimensions.length < 2) return false
  const isOfType =
    repackedTypes.has(type) || (type === 'mxfp4' && build >= sinceBuild.repackedMxfp4)
  return isOfType && (dimensions[1] ?? 0) % rowsAtOnce === 0
}

/** One buffer for each file and kind, from its first to its last tensor (get_mapping_range); what is laid out anew is a copy. */
function spansOf(placed: readonly Placed[]): readonly WeightsBuffer[] {
  const buffers = new Map<
    string,
    { kind: WeightsBuffer['kind']; fileIndex: number; from: number; to: number }
  >()
  let repackedBytes = 0
  for (const { tensor, kind } of placed) {
    const { offsetBytes: from, bytes, fileIndex } = tensor
    if (kind === 'repacked') {
      repackedBytes += bytes
      continue
    }
    const key = `${kind} ${fileIndex}`
    const span = buffers.get(key)
    const to = from + bytes
    buffers.set(key, {
      kind,
      fileIndex,
      from: Math.min(from, span?.from ?? from),
      to: Math.max(to, span?.to ?? to),
    })
  }
  const spans = [...buffers.values()].map(({ kind, fileIndex, from, to }) => ({
    kind,
    fileIndex,
    bytes: to - from,
  }))
  return repackedBytes === 0
    ? spans
    : [...spans, { kind: 'repacked', fileIndex: 0, bytes: repackedBytes }]
}

/** What is not mapped is allocated tensor by tensor; some architectures make a tied embedding twice on one side. */
function allocatedOf(
  placed: readonly Placed[],
  { architecture }: Hyperparameters,
): readonly WeightsBuffer[] {
  const keepsDoubles = traitsOf(architecture)?.countsTiedTwice === true
  return (['gpu', 'cpu', 'repacked'] as const).flatMap((kind) => {
    const own = placed.filter((one) => one.kind === kind)
    const bytes = bytesOf(keepsDoubles ? own : withoutDoubles(own))
    return bytes === 0 ? [] : [{ kind, fileIndex: 0, bytes }]
  })
}
