import type { KvCache } from '../../../src/main/inference/estimate/caches.ts'
import { kvTypesOf, type LlamaEstimate } from '../../../src/main/inference/estimate/llama.ts'
import type { ResolvedRun } from '../../../src/main/inference/estimate/run.ts'
import { weightBuffers } from '../../../src/main/inference/estimate/weight-buffers.ts'
import { rowBytes, type TensorType } from '../../../src/main/inference/models/tensor-types.ts'
import type { KnownModel } from './model-file.ts'

/** One cache as an engine sums it up. */
export interface PredictedCache {
  readonly mib: number
  readonly cells: number
  readonly layers: number
  readonly streams: number
  readonly keyMib: number
  readonly valueMib: number
}

/** What llama.cpp should print of a model that it runs on the CPU alone. */
export interface Prediction {
  readonly run: ResolvedRun
  /** Lines of weights, without those of copies that are laid out anew. */
  readonly modelMib: readonly number[]
  readonly repackedMib: readonly number[]
  readonly caches: readonly PredictedCache[]
  readonly recurrentMib: number
  /** The engine counts all layers there, whether they keep a state or not (llama-memory-recurrent.cpp). */
  readonly countedLayers: number
  readonly outputMib: number
  readonly computeMib: number
}

const mib = (bytes: number): number => bytes / 2 ** 20

export function predictionOf(
  { header, model }: KnownModel,
  { need, run, caches, state, layers }: LlamaEstimate,
): Prediction {
  const buffers = weightBuffers(header.tensors, model, run)
  const linesOf = (isRepacked: boolean): readonly number[] =>
    buffers
      .filter(({ kind }) => (kind === 'repacked') === isRepacked)
      .map(({ bytes }) => mib(bytes))
  const partMib = (name: string): number =>
    mib(need.parts.find((part) => part.name === name)?.bytes ?? 0)
  const types = kvTypesOf(run.asked)
  return {
    run,
    modelMib: linesOf(false),
    repackedMib: linesOf(true),
    caches: caches.map((cache) => cacheOf(cache, types.key, types.value)),
    recurrentMib: mib(state.bytes),
    countedLayers: layers.layers.length,
    outputMib: partMib('output'),
    computeMib: partMib('compute'),
  }
}

function cacheOf(
  { cells, streamCount, layers, bytes }: KvCache,
  key: TensorType,
  value: TensorType,
): PredictedCache {
  const sumOf = (type: TensorType, elements: readonly number[]): number =>
    mib(cells * streamCount * elements.reduce((sum, one) => sum + rowBytes(type, one), 0))
  return {
    mib: mib(bytes),
    cells,
    layers: layers.length,
    streams: streamCount,
    keyMib: sumOf(
      key,
      layers.map(({ keyElements }) => keyElements),
    ),
    valueMib: sumOf(
      value,
      layers.map(({ valueElements }) => valueElements),
    ),
  }
}
