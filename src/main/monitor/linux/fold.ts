import type { Gpu, Limit, Snapshot } from '../../../shared/snapshot.ts'
import { memoryOf } from '../../headroom/memory-parts.ts'
import { createPressureLevel } from '../../headroom/pressure-level.ts'
import type { Card } from '../../probes/linux/nvidia-smi.ts'
import { createLinuxApps } from './apps.ts'
import type { LinuxSources } from './sources.ts'
import { createCostPart } from '../cost-part.ts'
import { withQuitWays } from '../quit-ways.ts'
import { createRoomPart } from '../room-part.ts'
import type { Unfound } from '../logs/findings.ts'
import type { SensesOptions } from '../senses.ts'
import { ramBytesOf, type ServerWatch } from '../servers/server-watch.ts'
import { createSwapRates } from '../swap-rates.ts'

const same = <T>(value: T): T => value

/** The answers of Linux, one tick after the other, made neutral. */
export function createLinuxFold(
  sources: LinuxSources,
  watch: ServerWatch,
  options: SensesOptions,
): (atMs: number) => Omit<Unfound, 'atMs' | 'loads'> {
  const foldSwap = createSwap(sources)
  const foldPressure = createPressure(sources)
  const foldRoom = createRoomPart(options)
  const foldCost = createCostPart(sources.own)
  const foldApps = createLinuxApps(sources)
  return (atMs) => {
    const memory = sources.meminfo.partAt(atMs, (counted) =>
      memoryOf({
        totalBytes: counted.totalBytes,
        availableBytes: counted.availableBytes,
        parts: [
          ['programs', counted.anonymousBytes],
          ['shared', counted.sharedBytes],
          ['kernel', counted.kernelBytes],
        ],
      }),
    )
    const gpu = sources.gpu.partAt(atMs, gpuOf)
    const limit = sources.gpu.partAt(atMs, limitOf)
    const swap = foldSwap(atMs)
    const pressure = foldPressure(atMs)
    const { servers, held, members, models } = watch.inventoryAt(atMs, ramBytesOf(memory))
    return {
      machine: sources.machine.partAt(atMs, same),
      memory,
      room: foldRoom({ memory, gpu, limit, swap, pressure }),
      limit,
      gpu,
      pressure,
      swap,
      wired: { kind: 'absent', reason: 'Linux does not tell it' },
      disk: sources.disk.partAt(atMs, same),
      battery: sources.battery.partAt(atMs, same),
      power: powerOf(sources, atMs),
      thermal: sources.thermal.partAt(atMs, same),
      apps: withQuitWays(
        foldApps(atMs),
        { servers, held, members },
        sources.ownPid.goodAt(atMs)?.value ?? null,
      ),
      servers,
      models,
      cost: foldCost(atMs),
    }
  }
}

const sumOf = <T>(items: readonly T[], bytesOf: (item: T) => number): number =>
  items.reduce((total, item) => total + bytesOf(item), 0)

function gpuOf(devices: readonly Card[]): Gpu {
  const inUseBytes = sumOf(devices, (device) => device.inUseBytes)
  return { inUseBytes, inUseNowBytes: inUseBytes, beyondLimitBytes: 0, isUnified: false, devices }
}

const limitOf = (devices: readonly Card[]): Limit => ({
  limitBytes: sumOf(devices, (device) => device.usableBytes),
  source: 'nvidia-smi',
  isEstimated: false,
  overrideBytes: null,
  maxBufferBytes: null,
  engineLines: [],
})

/** Of the cards alone, and only where each of them tells it. */
function powerOf(sources: LinuxSources, atMs: number): Snapshot['power'] {
  const cards = sources.gpu.goodAt(atMs)?.value ?? []
  if (cards.some((card) => card.powerWatts === null)) {
    return { kind: 'absent', reason: 'a graphics card does not tell it' }
  }
  return sources.gpu.partAt(atMs, (devices) => ({
    source: 'nvidia-smi',
    gpuWatts: sumOf(devices, (device) => device.powerWatts ?? 0),
    cpuWatts: null,
    gpuClockHertz: null,
  }))
}

function createSwap(sources: LinuxSources): (atMs: number) => Snapshot['swap'] {
  const stepRates = createSwapRates()
  return (atMs) => {
    const traffic = sources.vmstat.goodAt(atMs)
    const pageBytes = sources.pageBytes.goodAt(atMs)?.value ?? null
    const rates = stepRates(
      traffic === null || traffic.isStale || pageBytes === null
        ? null
        : {
            atMs: traffic.atMs,
            inBytes: inBytes(traffic.value.swappedInPages, pageBytes),
            outBytes: inBytes(traffic.value.swappedOutPages, pageBytes),
          },
    )
    return sources.meminfo.partAt(atMs, ({ swapTotalBytes, swapFreeBytes }) => ({
      totalBytes: swapTotalBytes,
      usedBytes: swapTotalBytes - swapFreeBytes,
      freeBytes: swapFreeBytes,
      ...rates,
    }))
  }
}

const inBytes = (pages: number | null, pageBytes: number): number | null =>
  pages === null ? null : pages * pageBytes

function createPressure(sources: LinuxSources): (atMs: number) => Snapshot['pressure'] {
  const levelOf = createPressureLevel()
  return (atMs) =>
    sources.pressure.partAt(atMs, (stalls) => ({ level: levelOf(stalls), stalls, kernel: null }))
}
