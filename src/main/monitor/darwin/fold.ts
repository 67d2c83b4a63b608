import type {
  Battery,
  Gpu,
  Known,
  Machine,
  Memory,
  Part,
  Snapshot,
  Thermal,
  Unknown,
  Wired,
} from '../../../shared/snapshot.ts'
import { createKernelPressure } from '../../headroom/kernel-pressure.ts'
import { memoryOf } from '../../headroom/memory-parts.ts'
import { createWired } from '../../headroom/wired.ts'
import type { MacOs } from '../../probes/darwin/sw-vers.ts'
import type { VmStat } from '../../probes/darwin/vm-stat.ts'
import { noLearntUse } from '../../history/learnt/learnt-use.ts'
import { holdingsOf, type Holdings } from '../../inference/inventory/holdings.ts'
import type { Held } from '../../inference/inventory/inventory.ts'
import type { ServerWatch } from '../servers/server-watch.ts'
import { createCostPart } from '../cost-part.ts'
import { withQuitWays } from '../quit-ways.ts'
import { createRoomPart } from '../room-part.ts'
import type { Unfound } from '../logs/findings.ts'
import type { LogWatch } from '../logs/log-watch.ts'
import type { SensesOptions } from '../senses.ts'
import { createSwapRates } from '../swap-rates.ts'
import { createDarwinApps } from './apps.ts'
import { createGpuParts } from './gpu.ts'
import type { DarwinSources } from './sources.ts'

const same = <T>(value: T): T => value

export interface DarwinFoldSigns {
  readonly sources: DarwinSources
  readonly watch: ServerWatch
  readonly logs: Pick<LogWatch, 'limit'>
  readonly options: SensesOptions
  /** What a loaded model has taken on the GPU by its header; null: it is not known. */
  readonly estimateOf: (held: Held) => number | null
  /** How many loads have failed so far: what they had is not in use any more. */
  readonly failedLoadCount: () => number
}

/** The answers of macOS, one tick after the other, made neutral. */
export function createDarwinFold({
  sources,
  watch,
  logs,
  options,
  estimateOf,
  failedLoadCount,
}: DarwinFoldSigns): (atMs: number) => Omit<Unfound, 'atMs' | 'loads'> {
  const foldGpu = createGpuParts(sources, logs, options.learnt ?? noLearntUse)
  const foldSwap = createSwap(sources)
  const foldPressure = createPressure(sources)
  const foldWired = createWiredPart(sources)
  const foldRoom = createRoomPart(options)
  const foldCost = createCostPart(sources.own)
  const foldApps = createDarwinApps(sources)
  return (atMs) => {
    const { servers, held, members, models, unloadedCount } = watch.inventoryAt(
      atMs,
      ramBytesOf(sources, atMs),
    )
    const holdings = holdingsOf(held, estimateOf)
    const { gpu, limit, measuredBytes } = foldGpu(atMs, {
      unloadedCount: unloadedCount + failedLoadCount(),
      knownModelBytes: holdings.onGpuBytes,
      leastModelBytes: holdings.leastOnGpuBytes,
    })
    const memory = memoryPart(sources, atMs, cachedOnlyInName(holdings, gpu))
    const swap = foldSwap(atMs)
    const pressure = foldPressure(atMs)
    return {
      machine: machinePart(sources, atMs),
      memory,
      room: foldRoom({ memory, gpu, limit, swap, pressure }),
      limit,
      gpu,
      pressure,
      swap,
      wired: foldWired(atMs, gpu, measuredBytes),
      disk: sources.disk.partAt(atMs, same),
      battery: batteryPart(sources, atMs),
      power: sources.power.partAt(atMs, same),
      thermal: thermalPart(sources, atMs),
      apps: withQuitWays(
        foldApps(atMs),
        { servers, held, members },
        sources.own.goodAt(atMs)?.value.pid ?? null,
      ),
      servers,
      models,
      cost: foldCost(atMs),
    }
  }
}

const ramBytesOf = (sources: DarwinSources, atMs: number): number | null =>
  sources.machineSysctl.goodAt(atMs)?.value.totalBytes ?? null

/**
 * Mapped weights are file-backed pages until the GPU wires them: as much of what it has in use now as is not known to be others'
 * is not among those any more.
 */
const cachedOnlyInName = (
  { mappedBytes, notMappedOnGpuBytes }: Holdings,
  gpu: Part<Gpu>,
): number => {
  const wiredBytes = gpu.kind === 'ok' ? gpu.inUseNowBytes - notMappedOnGpuBytes : 0
  return Math.max(0, mappedBytes - Math.max(0, wiredBytes))
}

/**
 * What programs may still have is free, file-backed and purgeable: speculative pages lie in file-backed (macos-sources §9).
 * Mapped weights of running servers are cache only in name: they are in `other`.
 * Programs are Activity Monitor's app memory.
 */
function memoryPart(sources: DarwinSources, atMs: number, mappedBytes: number): Part<Memory> {
  const machine = sources.machineSysctl.partAt(atMs, same)
  if (machine.kind !== 'ok') return machine
  const counted = sources.vmStat.partAt(atMs, same)
  if (counted.kind !== 'ok') return counted
  const { atMs: countedAtMs, isStale } = counted
  const memory =
    machine.totalBytes === null ? null : memoryIn(counted, machine.totalBytes, mappedBytes)
  return memory === null
    ? { kind: 'absent', reason: 'this macOS does not tell enough of its memory' }
    : { kind: 'ok', atMs: countedAtMs, isStale, ...memory }
}

function memoryIn(counted: VmStat, totalBytes: number, mappedBytes: number): Memory | null {
  const { freeBytes, fileBackedBytes, purgeableBytes, anonymousBytes, compressorBytes } = counted
  if (fileBackedBytes === null || purgeableBytes === null) return null
  if (anonymousBytes === null || compressorBytes === null) return null
  return memoryOf({
    totalBytes,
    availableBytes: freeBytes + Math.max(0, fileBackedBytes - mappedBytes) + purgeableBytes,
    parts: [
      ['programs', Math.max(0, anonymousBytes - purgeableBytes)],
      ['wired', counted.wiredBytes],
      ['compressed', compressorBytes],
    ],
  })
}

function createSwap(sources: DarwinSources): (atMs: number) => Snapshot['swap'] {
  const stepRates = createSwapRates()
  return (atMs) => {
    const counted = sources.vmStat.goodAt(atMs)
    const bytesOf = (pages: number | null): number | null =>
      pages === null || counted === null ? null : pages * counted.value.pageBytes
    const rates = stepRates(
      counted === null || counted.isStale
        ? null
        : {
            atMs: counted.atMs,
            inBytes: bytesOf(counted.value.swapInCount),
            outBytes: bytesOf(counted.value.swapOutCount),
          },
    )
    const asked = sources.memorySysctl.partAt(atMs, same)
    if (asked.kind !== 'ok') return asked
    if (asked.swap === null) return { kind: 'absent', reason: 'this macOS does not tell it' }
    const { totalBytes, usedBytes } = asked.swap
    // both are rounded by themselves: what is free follows, so that they add up
    const freeBytes = totalBytes - usedBytes
    const { atMs: askedAtMs, isStale } = asked
    return { kind: 'ok', atMs: askedAtMs, isStale, totalBytes, usedBytes, freeBytes, ...rates }
  }
}

/** The kernel's word, and its rule on the memory of now; old figures are no sign. */
function createPressure(sources: DarwinSources): (atMs: number) => Snapshot['pressure'] {
  const step = createKernelPressure()
  return (atMs) => {
    const said = sources.memorySysctl.partAt(atMs, (value) => value)
    const counted = sources.vmStat.partAt(atMs, same)
    const isFresh = (part: Part<object>): boolean => part.kind === 'ok' && !part.isStale
    const pressure = step(
      said.kind === 'ok' && isFresh(said) ? said.pressureLevel : null,
      counted.kind === 'ok' && isFresh(counted) ? counted : null,
    )
    const known = [counted, said].find(isFresh)
    if (known?.kind !== 'ok') return unknownOf(counted)
    if (pressure === null) return { kind: 'absent', reason: 'this macOS does not tell it' }
    const notWiredOrCompressedRatio =
      said.kind === 'ok' && isFresh(said) ? said.notWiredOrCompressedRatio : null
    return {
      kind: 'ok',
      atMs: known.atMs,
      isStale: false,
      level: pressure.level,
      stalls: null,
      kernel: { ...pressure.kernel, notWiredOrCompressedRatio },
    }
  }
}

const unknownOf = (part: Part<object>): Unknown =>
  part.kind === 'ok' ? { kind: 'failed', reason: 'its last answer is too old' } : part

/** Only where both were read at one instant: a model that loads would else seem to have no owner. */
function createWiredPart(
  sources: DarwinSources,
): (atMs: number, gpu: Snapshot['gpu'], measuredBytes: number | null) => Part<Wired> {
  const step = createWired()
  let last: Known<Wired> | null = null
  return (atMs, gpu, measuredBytes) => {
    const counted = sources.vmStat.partAt(atMs, same)
    if (counted.kind !== 'ok') return counted
    if (gpu.kind !== 'ok') return gpu
    const isStale = counted.isStale || gpu.isStale
    if (counted.atMs === gpu.atMs) {
      const { atMs: readAtMs, wiredBytes } = counted
      const measured = { ...gpu, inUseBytes: measuredBytes ?? gpu.inUseNowBytes }
      const wired = step({ atMs: readAtMs, wiredBytes, gpu: measured })
      last = { kind: 'ok', atMs: readAtMs, isStale, ...wired }
    }
    return last === null ? { kind: 'waiting', reason: 'no answer yet' } : { ...last, isStale }
  }
}

function machinePart(sources: DarwinSources, atMs: number): Part<Machine> {
  const system = sources.macOs.goodAt(atMs)?.value
  const profile = sources.systemProfile.goodAt(atMs)?.value
  return sources.machineSysctl.partAt(atMs, ({ processor, coreCount }) => ({
    platform: 'darwin',
    operatingSystem: system === undefined ? 'macOS' : systemName(system),
    processor: processor ?? profile?.processor ?? 'a Mac',
    coreCount: coreCount ?? profile?.coreCount ?? null,
    model: modelName(profile?.modelName ?? null, profile?.modelIdentifier ?? null),
  }))
}

const systemName = ({ name, version, build }: MacOs): string =>
  `${name} ${version}${build === null ? '' : ` (${build})`}`

function modelName(name: string | null, identifier: string | null): string | null {
  if (name === null || identifier === null) return name ?? identifier
  return `${name} (${identifier})`
}

function batteryPart(sources: DarwinSources, atMs: number): Part<Battery> {
  const asked = sources.battery.goodAt(atMs)
  if (asked?.value.hasBattery === false) return { kind: 'absent', reason: 'no battery' }
  return sources.battery.partAt(atMs, ({ isOnBattery, levelRatio }) => ({
    isOnBattery,
    levelRatio,
  }))
}

/** The word of the kernel's notification, and what slows the processor down; the first alone is enough. */
function thermalPart(sources: DarwinSources, atMs: number): Part<Thermal> {
  const warning = sources.thermalWarning.goodAt(atMs)
  const speedLimitRatio = warning?.value.speedLimitRatio ?? null
  const thermalOf = (level: Thermal['level']): Thermal => ({
    hottestCelsius: null,
    zones: [],
    level,
    speedLimitRatio,
  })
  const told = sources.thermalLevel.partAt(atMs, ({ level }) => thermalOf(level))
  if (told.kind === 'ok' || warning === null) return told
  const known: Known<Thermal> = {
    kind: 'ok',
    atMs: warning.atMs,
    isStale: warning.isStale,
    ...thermalOf(null),
  }
  return known
}
