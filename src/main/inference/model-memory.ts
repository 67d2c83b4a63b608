import type { ModelMemory, ModelSize, SizeOrigin } from '../../shared/server.ts'
import type { Joined } from './join-models.ts'

/** What is known of a process's memory, and of the file of weights that it has. */
export interface MemorySigns {
  /** Of the processes of the holder; null where it is not known. */
  readonly processBytes: number | null
  readonly fileBytes: number | null
  readonly ramBytes: number | null
}

/** No model takes more than this many times the machine's RAM: what is above is an error or a lie (server-apis.md §2). */
const mostOfRam = 4

/** The sizes of a model's parts, each with who says so. */
export function modelMemoryOf(
  { owner, facts, isOnlyOne }: Joined,
  { processBytes, fileBytes, ramBytes }: MemorySigns,
): ModelMemory {
  const sized = (bytes: number | null | undefined, origin: SizeOrigin): ModelSize | null =>
    bytes === null ||
    bytes === undefined ||
    bytes === 0 ||
    bytes > (ramBytes ?? Infinity) * mostOfRam
      ? null
      : { bytes, origin }
  const isTold = owner.facts.memoryUsable !== false
  const weights = sized(facts.weightsBytes, 'reported') ?? sized(fileBytes, 'argv')
  const reported = isTold ? sized(facts.sizeBytes, 'reported') : null
  return {
    total: reported ?? ofProcess(isOnlyOne ? processBytes : null, weights),
    onGpu: isTold && reported !== null ? sized(facts.vramBytes, 'reported') : null,
    weights,
    kv: sized(facts.kvBytes, 'reported'),
  }
}

/**
 * A process holds what it says and more, but on a Mac its footprint leaves out weights that are mapped and not on the GPU at
 * the moment (macos-sources.md §4): it takes no less than those.
 */
function ofProcess(processBytes: number | null, weights: ModelSize | null): ModelSize | null {
  if (processBytes === null || processBytes <= (weights?.bytes ?? 0)) return weights
  return { bytes: processBytes, origin: 'process' }
}
