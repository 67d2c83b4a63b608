import type { ModelMemory } from '../../../shared/server.ts'
import type { Held } from './inventory.ts'
import { mapsWeights } from './model-memory.ts'
import { isInMemory } from './model-state.ts'
import { isLlama, isMlx, isWholeOnGpu } from './on-gpu.ts'

/** What the models that are loaded now are known to hold together; what shares a file is counted once. */
export interface Holdings {
  /** On the GPU: as their servers tell it, else by their headers, else their weights; of MLX what its process holds. */
  readonly onGpuBytes: number
  /** Of the smallest of them that is known; null: of none. */
  readonly leastOnGpuBytes: number | null
  /** Weights that their servers have mapped and not read. */
  readonly mappedBytes: number
  /** Of `onGpuBytes` what is none of those. */
  readonly notMappedOnGpuBytes: number
}

/** `estimateOf`: what a llama.cpp has taken on the GPU by its model's header, cache and buffers too; null: it is not known. */
export function holdingsOf(
  all: readonly Held[],
  estimateOf: (held: Held) => number | null = () => null,
): Holdings {
  const held = all.filter(({ model }) => isInMemory(model))
  const bytesOf = (one: Held): number => onGpuBytesOf(one, estimateOf)
  const toldBytesOf = (one: Held): number => onGpuBytesOf(one, () => null)
  const known = held.map(bytesOf).filter((bytes) => bytes > 0)
  return {
    onGpuBytes: sumOf(held, bytesOf),
    leastOnGpuBytes: known.length === 0 ? null : Math.min(...known),
    mappedBytes: sumOf(held, mappedBytesOf),
    // as told, not as estimated: what is mapped is held against what the GPU has been seen to have
    notMappedOnGpuBytes: sumOf(held, (one) => Math.max(0, toldBytesOf(one) - mappedBytesOf(one))),
  }
}

const sumOf = (held: readonly Held[], bytesOf: (one: Held) => number): number =>
  held.reduce((sum, one) => sum + bytesOf(one), 0)

/** What Python and its libraries take beside, by our guess rather more than less: the rest is the model’s. */
const ofPythonBytes = 0.5e9

/** By its server's own account, else by its header, else its weights where its engine puts them all there. */
function onGpuBytesOf(held: Held, estimateOf: (held: Held) => number | null): number {
  const { memory, sharesFile } = held.model
  if (memory.onGpu !== null) return memory.onGpu.bytes
  if (isMlx(held.joined.holder)) return mlxBytesOf(memory)
  if (!isLlama(held.joined.holder)) return 0
  // weights that another has mapped too are in memory once; its cache and buffers are its own
  const sharedBytes = sharesFile ? (memory.weights?.bytes ?? 0) : 0
  const estimatedBytes = estimateOf(held)
  if (estimatedBytes !== null) return Math.max(0, estimatedBytes - sharedBytes)
  if (isWholeOnGpu(held.joined.holder) !== true) return 0
  return (sharesFile ? 0 : (memory.weights?.bytes ?? 0)) + (memory.kv?.bytes ?? 0)
}

/**
 * It idles out of what the GPU has in use, and comes back with its next request: what its process holds tells. Its weights alone do
 * not: some servers load them with their first request.
 */
const mlxBytesOf = ({ total }: ModelMemory): number => {
  if (total === null) return 0
  return total.origin === 'process' ? Math.max(0, total.bytes - ofPythonBytes) : total.bytes
}

const mappedBytesOf = ({ model, joined, file }: Held): number =>
  file === null || model.sharesFile || !mapsWeights(joined.holder) ? 0 : file.bytes
