import type { KvCache } from './caches.ts'
import { estimateCompute, type ComputeBuffers } from './compute.ts'
import { newestBuild, sinceBuild } from './engine-build.ts'
import type { PartContext } from './llama-parts.ts'
import type { Band, NeedPart } from './need.ts'
import { outputTokensOf } from './run.ts'
import { isOutputOnGpu } from './weights.ts'

/** Against recorded logs on Metal the largest phase is from 1 % under to 12 % over what was taken (memory-estimate.md §3.3). */
const over = 1.12
const under = 0.99

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
    band: bandOf(compute, context),
    basis: 'approximate',
    formula: `${phase?.formula ?? '0'} for ${phase?.name ?? 'nothing'}${copy} + ${hostBytes} on the host`,
  }
}

function bandOf(
  { device }: ComputeBuffers,
  { model, caches, run }: PartContext & { readonly caches: readonly KvCache[] },
): Band {
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
