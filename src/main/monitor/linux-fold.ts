import type { Limit, Room, Snapshot } from '../../shared/snapshot.ts'
import { memoryOf } from '../headroom/memory-parts.ts'
import { createPressureLevel } from '../headroom/pressure-level.ts'
import { createRate } from '../headroom/rate.ts'
import { createRoom } from '../headroom/room.ts'
import { createLinuxApps } from './linux-apps.ts'
import type { LinuxSources } from './linux-sources.ts'
import type { Senses, SensesOptions } from './senses.ts'

type Folded = ReturnType<Senses['fold']>
const same = <T>(value: T): T => value

/** The answers of Linux, one tick after the other, made neutral. */
export function createLinuxFold(sources: LinuxSources, options: SensesOptions): Senses['fold'] {
  const foldSwap = createSwap(sources)
  const foldPressure = createPressure(sources)
  const foldRoom = createRoomPart(options)
  const foldCost = createCost(sources)
  const foldApps = createLinuxApps(sources)
  return (atMs) => {
    const memory = sources.meminfo.partAt(atMs, (counted) =>
      memoryOf({
        totalBytes: counted.totalBytes,
        availableBytes: counted.availableBytes,
        programsBytes: counted.anonymousBytes,
        sharedBytes: counted.sharedBytes,
        kernelBytes: counted.kernelBytes,
      }),
    )
    const gpu = sources.gpu.partAt(atMs, (devices) => ({
      inUseBytes: sumOf(devices, (device) => device.inUseBytes),
      devices,
    }))
    const limit = sources.gpu.partAt<Limit>(atMs, (devices) => ({
      limitBytes: sumOf(devices, (device) => device.usableBytes),
      source: 'nvidia-smi',
      isEstimated: false,
    }))
    const swap = foldSwap(atMs)
    const pressure = foldPressure(atMs)
    return {
      machine: sources.machine.partAt(atMs, same),
      memory,
      room: foldRoom({ memory, gpu, limit, swap, pressure }),
      limit,
      gpu,
      pressure,
      swap,
      disk: sources.disk.partAt(atMs, same),
      power: sources.power.partAt(atMs, same),
      thermal: sources.thermal.partAt(atMs, same),
      apps: foldApps(atMs),
      cost: foldCost(atMs),
    }
  }
}

const sumOf = <T>(items: readonly T[], bytesOf: (item: T) => number): number =>
  items.reduce((total, item) => total + bytesOf(item), 0)

function createSwap(sources: LinuxSources): (atMs: number) => Snapshot['swap'] {
  const rateIn = createRate()
  const rateOut = createRate()
  return (atMs) => {
    const traffic = sources.vmstat.goodAt(atMs)
    const pageBytes = sources.pageBytes.goodAt(atMs)?.value ?? null
    const perSecond = (rate: typeof rateIn, pages: number | null): number | null => {
      if (traffic === null || traffic.isStale || pages === null || pageBytes === null) return null
      return rate({ count: pages * pageBytes, atMs: traffic.atMs })
    }
    const inBytesPerSecond = perSecond(rateIn, traffic?.value.swappedInPages ?? null)
    const outBytesPerSecond = perSecond(rateOut, traffic?.value.swappedOutPages ?? null)
    return sources.meminfo.partAt(atMs, ({ swapTotalBytes, swapFreeBytes }) => ({
      totalBytes: swapTotalBytes,
      usedBytes: swapTotalBytes - swapFreeBytes,
      freeBytes: swapFreeBytes,
      inBytesPerSecond,
      outBytesPerSecond,
    }))
  }
}

function createPressure(sources: LinuxSources): (atMs: number) => Snapshot['pressure'] {
  const levelOf = createPressureLevel()
  return (atMs) =>
    sources.pressure.partAt(atMs, (stalls) => ({ level: levelOf(stalls), ...stalls }))
}

type RoomParts = Pick<Folded, 'memory' | 'gpu' | 'limit' | 'swap' | 'pressure'>

function createRoomPart({ roomCapBytes }: SensesOptions): (parts: RoomParts) => Room {
  const roomOf = createRoom(roomCapBytes)
  return ({ memory, gpu, limit, swap, pressure }) => {
    if (memory.kind !== 'ok') return { ...memory, state: 'unknown' }
    if (gpu.kind === 'waiting') return { ...gpu, state: 'unknown' }
    const { atMs, isStale } = memory
    const room = roomOf({
      ram: memory,
      gpu: gpu.kind === 'ok' && limit.kind === 'ok' ? { ...limit, ...gpu } : null,
      isRamStale: isStale,
      isGpuUnknown: gpu.kind === 'failed' || (gpu.kind === 'ok' && gpu.isStale),
      pressure: pressure.kind === 'ok' && !pressure.isStale ? pressure.level : null,
      swappedOutBytesPerSecond: swap.kind === 'ok' ? swap.outBytesPerSecond : null,
    })
    return { kind: 'ok', atMs, isStale, ...room }
  }
}

function createCost(sources: LinuxSources): (atMs: number) => Snapshot['cost'] {
  const rate = createRate()
  return (atMs) => {
    const own = sources.own.goodAt(atMs)
    const cpuMsPerSecond = own === null ? null : rate({ count: own.value.cpuMs, atMs: own.atMs })
    return sources.own.partAt(atMs, ({ residentBytes }) => ({
      residentBytes,
      cpuRatio: cpuMsPerSecond === null ? null : cpuMsPerSecond / 1000,
    }))
  }
}
