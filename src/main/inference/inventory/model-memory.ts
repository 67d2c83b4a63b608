import type { ModelMemory, ModelSize, SizeOrigin } from '../../../shared/server.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import type { Joined } from './join-models.ts'
import { llamaArguments } from '../programs/llama-arguments.ts'
import type { ServerTold } from '../watch/watched-server.ts'

/** What is known of a process's memory, and of the file of weights that it has. */
export interface MemorySigns {
  /** Of the processes of the holder; null where it is not known. */
  readonly processBytes: number | null
  readonly fileBytes: number | null
  /** It sleeps: its weights are not in memory, nor anything else that it was told to take. */
  readonly isAsleep: boolean
  /** What its log says of it; null where none does. */
  readonly logged: LogFacts | null
  readonly ramBytes: number | null
}

/** No model takes more than this many times the machine's RAM: what is above is an error or a lie (server-apis.md §2). */
const mostOfRam = 4

/** Only a llama-server is known to map its weights. Ollama's own engine reads them. */
export const mapsWeights = ({ spec, found }: ServerTold): boolean =>
  spec.kind === 'llama-server' && llamaArguments(found.root.argv).usesMmap

/** The sizes of a model's parts, each with who says so. */
export function modelMemoryOf(joined: Joined, signs: MemorySigns): ModelMemory {
  const { owner, facts } = joined
  const sized = (bytes: number | null | undefined, origin: SizeOrigin): ModelSize | null =>
    isSize(bytes, signs.ramBytes) ? { bytes, origin } : null
  const isIts = isItsProcess(joined)
  if (signs.isAsleep) {
    const total = isIts ? sized(signs.processBytes, 'process') : null
    return { total, onGpu: null, weights: null, kv: null }
  }
  const isTold = owner.facts.memoryUsable !== false
  const logged = loggedSizes(signs.logged)
  const weights =
    sized(facts.weightsBytes, 'reported') ??
    sized(facts.fileBytes, 'reported') ??
    sized(logged.weightsBytes, 'log') ??
    sized(signs.fileBytes, 'argv')
  const reported = isTold ? sized(facts.sizeBytes, 'reported') : null
  return {
    total: reported ?? (isIts ? ofProcess(signs.processBytes, weights) : null),
    // nothing on the GPU is a size too, of a model that has one
    onGpu:
      (isTold && reported !== null ? partSize(facts.vramBytes, reported) : null) ??
      sized(logged.onGpuBytes, 'log'),
    weights,
    kv: sized(facts.kvBytes, 'reported') ?? sized(logged.kvBytes, 'log'),
  }
}

/** The buffers that its log has named, summed; null where it names none. */
function loggedSizes(logged: LogFacts | null) {
  const sum = (...parts: readonly (number | undefined)[]): number | null => {
    const told = parts.filter((part) => part !== undefined)
    return told.length === 0 ? null : told.reduce((total, bytes) => total + bytes, 0)
  }
  const { gpuModelBytes, gpuKvBytes, gpuRecurrentBytes, gpuComputeBytes } = logged ?? {}
  return {
    weightsBytes: sum(gpuModelBytes, logged?.cpuModelBytes),
    kvBytes: sum(gpuKvBytes, gpuRecurrentBytes, logged?.cpuKvBytes, logged?.cpuRecurrentBytes),
    onGpuBytes: sum(gpuModelBytes, gpuKvBytes, gpuRecurrentBytes, gpuComputeBytes),
  }
}

const partSize = (bytes: number | null | undefined, whole: ModelSize): ModelSize | null =>
  typeof bytes === 'number' && bytes <= whole.bytes ? { bytes, origin: 'reported' } : null

const isSize = (bytes: number | null | undefined, ramBytes: number | null): bytes is number =>
  typeof bytes === 'number' && bytes !== 0 && bytes <= (ramBytes ?? Infinity) * mostOfRam

/** Not where the process holds others as well; nor that of a server whose models run in other processes than its own. */
const isItsProcess = ({ owner, holder, isOnlyOne }: Joined): boolean =>
  isOnlyOne && !(holder === owner && owner.spec.startsServers)

/**
 * On a Mac a process's footprint leaves out weights that are mapped and not on the GPU at the moment (macos-sources.md §4):
 * less than the weights is not all that the model takes, and how much that is, is not known.
 */
function ofProcess(processBytes: number | null, weights: ModelSize | null): ModelSize | null {
  if (processBytes === null || processBytes <= (weights?.bytes ?? 0)) return null
  return { bytes: processBytes, origin: 'process' }
}
