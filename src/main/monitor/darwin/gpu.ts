import type { Gpu, Part, Snapshot } from '../../../shared/snapshot.ts'
import { createGpuInUse, type GpuUse } from '../../headroom/gpu-in-use.ts'
import type { Accelerator } from '../../probes/darwin/io-accelerator.ts'
import type { LearntUse } from '../../history/learnt/learnt-use.ts'
import type { LogWatch } from '../logs/log-watch.ts'
import { isAppleSiliconBy } from './apple-silicon.ts'
import { createLimitPart } from './limit-part.ts'
import type { DarwinSources } from './sources.ts'

/** What the servers tell of the GPU. */
export interface ModelSigns {
  readonly knownModelBytes: number
  readonly leastModelBytes: number | null
  readonly unloadedCount: number
}

/** `measuredBytes`: the most that it has had of late, without what is only known of models; null where nothing is measured. */
export interface GpuParts extends Pick<Snapshot, 'gpu' | 'limit'> {
  readonly measuredBytes: number | null
}

/** What the GPU has, and what it may have. */
export function createGpuParts(
  sources: DarwinSources,
  logs: Pick<LogWatch, 'limit'>,
  learnt: LearntUse,
): (atMs: number, models: ModelSigns) => GpuParts {
  const stepUse = createGpuInUse()
  const foldLimit = createLimitPart(sources, logs, learnt)
  return (atMs, { knownModelBytes, leastModelBytes, unloadedCount }) => {
    const limit = foldLimit(atMs)
    const limitBytes = limit.kind === 'ok' ? limit.limitBytes : null
    const asked = sources.accelerators.partAt(atMs, (accelerators) => ({ accelerators }))
    const measuredBytes = null
    if (asked.kind !== 'ok') return { gpu: asked, limit, measuredBytes }
    const { atMs: askedAtMs, isStale, accelerators } = asked
    const machine = sources.machineSysctl.goodAt(atMs)?.value
    if (machine !== undefined && isAppleSiliconBy(machine) === false) {
      const gpu = { kind: 'absent', reason: 'not Apple silicon: its GPU tells no limit' } as const
      return { gpu, limit, measuredBytes }
    }
    const nowBytes = inUseOf(accelerators)
    if (nowBytes === null) return { gpu: whyNoUse(accelerators), limit, measuredBytes }
    const use = stepUse({
      atMs: askedAtMs,
      nowBytes,
      knownModelBytes,
      leastModelBytes,
      endedCount: (sources.holders.goodAt(atMs)?.value.endedCount ?? 0) + unloadedCount,
    })
    const gpu = gpuOf(sources, accelerators, use, { atMs, limitBytes })
    return {
      gpu: { kind: 'ok', atMs: askedAtMs, isStale, ...gpu },
      limit,
      measuredBytes: use.mostBytes,
    }
  }
}

/** Of all nodes that tell it; null where none does (Intel, and a Mac without a GPU). */
function inUseOf(accelerators: readonly Accelerator[]): number | null {
  const told = accelerators.map(({ inUseBytes }) => inUseBytes).filter((bytes) => bytes !== null)
  return told.length === 0 ? null : told.reduce((sum, bytes) => sum + bytes, 0)
}

const whyNoUse = (accelerators: readonly Accelerator[]): Part<Gpu> => ({
  kind: 'absent',
  reason: accelerators.length === 0 ? 'no GPU' : 'this GPU does not tell what it has in use',
})

function gpuOf(
  sources: DarwinSources,
  accelerators: readonly Accelerator[],
  { inUseBytes, nowBytes }: GpuUse,
  { atMs, limitBytes }: { readonly atMs: number; readonly limitBytes: number | null },
): Gpu {
  const node = accelerators.find((one) => one.inUseBytes !== null)
  const profile = sources.systemProfile.goodAt(atMs)?.value
  const power = sources.power.goodAt(atMs)
  return {
    inUseBytes,
    inUseNowBytes: nowBytes,
    beyondLimitBytes: limitBytes === null ? null : Math.max(0, inUseBytes - limitBytes),
    isUnified: true,
    devices: [
      {
        name: node?.model ?? profile?.gpuName ?? 'GPU',
        usableBytes: limitBytes,
        inUseBytes,
        busyRatio: node?.deviceBusyRatio ?? null,
        powerWatts: power === null || power.isStale ? null : power.value.gpuWatts,
        clockHertz: power === null || power.isStale ? null : power.value.gpuClockHertz,
        celsius: null,
        coreCount: node?.coreCount ?? profile?.gpuCoreCount ?? null,
      },
    ],
  }
}
