import { traitsOf } from './architectures.ts'
import type { KvCache } from './caches.ts'
import { isModelled } from './compute/graph-kinds.ts'
import { estimateCompute, type ComputeBuffers } from './compute.ts'
import { newestBuild, sinceBuild } from './engine-build.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import type { PartContext } from './llama-parts.ts'
import { exactly, type Band, type Bands, type NeedPart } from './need.ts'
import { outputTokensOf, type ResolvedRun } from './run.ts'
import { isOutputOnGpu } from './weights.ts'

interface Off {
  readonly over: number
  readonly under: number
}

/**
 * Of what is simulated as the model builds it, against 363 runs and dry runs on a CPU 1.7 % under to 0.9 % over, 77 further loads
 * 2 % under to 1 % over, published logs of Metal 0.1 % under to 2.9 % over.
 */
const ofGraphs: Off = { over: 1.04, under: 0.98 }
/** States beside attention or without it: of the further loads 5.8 % under to 6.8 % over. */
const ofStates: Off = { over: 1.08, under: 0.94 }
/** The larger of two that both only come near: on Metal 0.1 % under to 2 % over; latent attention on CUDA is not seen through. */
const ofOthers: Off = { over: 1.12, under: 0.9 }

const errorOf = (model: Hyperparameters, { asked }: ResolvedRun): Off => {
  if (!isModelled(model, asked.device)) return ofOthers
  const hasState = traitsOf(model.architecture)?.state !== undefined
  return hasState || model.isLatent || model.perLayerEmbeddingLength !== null ? ofStates : ofGraphs
}

/** One build of each way to reserve: engines that bundle llama.cpp do not say which they have. */
const eras: readonly number[] = [
  newestBuild,
  sinceBuild.metalFlashCopy - 1,
  sinceBuild.limitedOutputs - 1,
  sinceBuild.f16Masks - 1,
]

export function computePart(
  compute: ComputeBuffers,
  context: PartContext & { readonly caches: readonly KvCache[] },
  bands: Bands,
): NeedPart {
  const { model, run } = context
  const { device, flashCopyBytes, hostBytes } = compute
  const isOnGpu = run.asked.device !== 'cpu' && isOutputOnGpu(model, run)
  const copy =
    flashCopyBytes === 0 ? '' : ` + ${flashCopyBytes} of Metal's copy for flash attention`
  const phase = device.phases[0]
  return {
    name: 'compute',
    bytes: device.bytes + hostBytes,
    onGpuBytes: isOnGpu ? device.bytes : 0,
    band: bands === 'with bands' ? bandOf(compute, context) : exactly,
    basis: 'approximate',
    formula: `${phase?.formula ?? '0'}${copy} + ${hostBytes} on the host`,
  }
}

function bandOf(
  { device }: ComputeBuffers,
  { model, caches, run }: PartContext & { readonly caches: readonly KvCache[] },
): Band {
  const { over, under } = errorOf(model, run)
  const builds = run.asked.build === null ? eras : [run.build]
  const all = builds.map((build) => {
    const outputTokens = outputTokensOf(run.asked, build, run.sequenceCount, run.ubatchTokens)
    return estimateCompute(model, caches, { ...run, build, outputTokens }).device.bytes
  })
  return {
    lessBytes: Math.max(0, device.bytes - Math.floor(Math.min(...all) / over)),
    moreBytes: Math.max(0, Math.ceil(Math.max(...all) / under) - device.bytes),
  }
}
