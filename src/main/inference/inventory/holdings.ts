import type { Held } from './inventory.ts'
import { llamaArguments } from '../programs/llama-arguments.ts'
import { mapsWeights } from './model-memory.ts'
import { isInMemory } from './model-state.ts'

/** What the models that are loaded now are known to hold together; what shares a file is counted once. */
export interface Holdings {
  /** On the GPU, as far as that is known: never more than there is. */
  readonly onGpuBytes: number
  /** Weights that their servers have mapped and not read. */
  readonly mappedBytes: number
  /** Of `onGpuBytes` what is none of those. */
  readonly notMappedOnGpuBytes: number
}

/** llama.cpp puts all layers on the GPU of a Mac unless it is told a number (common/arg.cpp); no model has more than these. */
const allLayers = 200

export function holdingsOf(all: readonly Held[]): Holdings {
  const held = all.filter(({ model }) => isInMemory(model))
  return {
    onGpuBytes: sumOf(held, onGpuBytesOf),
    mappedBytes: sumOf(held, mappedBytesOf),
    notMappedOnGpuBytes: sumOf(held, (one) =>
      mappedBytesOf(one) > 0
        ? Math.max(0, onGpuBytesOf(one) - mappedBytesOf(one))
        : onGpuBytesOf(one),
    ),
  }
}

const sumOf = (held: readonly Held[], bytesOf: (one: Held) => number): number =>
  held.reduce((sum, one) => sum + bytesOf(one), 0)

const isLlama = ({ joined }: Held): boolean =>
  joined.holder.spec.kind === 'llama-server' || joined.holder.spec.kind === 'ollama-runner'

/** By its server's own account, else its weights where its engine puts them all there. */
function onGpuBytesOf(held: Held): number {
  const { memory, sharesFile } = held.model
  if (memory.onGpu !== null) return memory.onGpu.bytes
  if (!isLlama(held)) return 0
  const { gpuLayers } = llamaArguments(held.joined.holder.found.root.argv)
  const isWhole = typeof gpuLayers !== 'number' || gpuLayers >= allLayers
  if (!isWhole) return 0
  return (sharesFile ? 0 : (memory.weights?.bytes ?? 0)) + (memory.kv?.bytes ?? 0)
}

const mappedBytesOf = ({ model, joined, file }: Held): number =>
  file === null || model.sharesFile || !mapsWeights(joined.holder) ? 0 : file.bytes
