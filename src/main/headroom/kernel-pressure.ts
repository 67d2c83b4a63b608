import type { KernelPressure, PressureLevel } from '../../shared/snapshot.ts'

/** What macOS works its level out from, in bytes; the compressor is null where this macOS does not tell it. */
export interface KernelMemory {
  readonly freeBytes: number
  readonly activeBytes: number
  readonly inactiveBytes: number
  readonly speculativeBytes: number
  readonly compressorBytes: number | null
}

/**
 * The kernel's own lines on a machine with more than 3 GB (xnu osfmk/vm: VM_PAGE_COMPRESSOR_COMPACT_THRESHOLD and its
 * neighbours): a level is entered below the first and left above the second.
 */
const warn = { enterRatio: 0.5, leaveRatio: 0.6 } as const
const critical = { enterRatio: 1.2 / 3.5, leaveRatio: 0.4 } as const

/** available / (available + compressor), where wired memory is in neither; null where it cannot be said. */
export function availableRatioOf(memory: KernelMemory): number | null {
  if (memory.compressorBytes === null) return null
  const availableBytes = availableBytesOf(memory)
  const allBytes = availableBytes + memory.compressorBytes
  return allBytes === 0 ? null : availableBytes / allBytes
}

const availableBytesOf = (memory: KernelMemory): number =>
  memory.freeBytes + memory.activeBytes + memory.inactiveBytes + memory.speculativeBytes

/** The level after `before`, by the kernel's own hysteresis. */
export function stepKernelLevel(before: PressureLevel, availableRatio: number): PressureLevel {
  const isBelow = ({ enterRatio, leaveRatio }: typeof warn | typeof critical, wasThere: boolean) =>
    wasThere ? availableRatio <= leaveRatio : availableRatio < enterRatio
  if (isBelow(critical, before === 'critical')) return 'critical'
  return isBelow(warn, before !== 'normal') ? 'warn' : 'normal'
}

const rank: Readonly<Record<PressureLevel, number>> = { normal: 0, warn: 1, critical: 2 }

export interface MacPressure {
  readonly level: PressureLevel
  readonly kernel: Omit<KernelPressure, 'notWiredOrCompressedRatio'>
}

/**
 * The worse of what the kernel says and of what its own rule gives for the memory of now: the kernel's word is asked less
 * often, and the rule sees its lines coming. null where neither can be said. Keeps the level before.
 */
export function createKernelPressure(): (
  said: PressureLevel | null,
  memory: KernelMemory | null,
) => MacPressure | null {
  let ruled: PressureLevel | null = null
  return (said, memory) => {
    const availableRatio = memory === null ? null : availableRatioOf(memory)
    // between a line and its end only the kernel knows where it came from
    ruled =
      availableRatio === null ? null : stepKernelLevel(ruled ?? said ?? 'normal', availableRatio)
    const [level] = [said, ruled]
      .filter((one) => one !== null)
      .toSorted((a, b) => rank[b] - rank[a])
    if (level === undefined) return null
    const toLine = ({ enterRatio }: typeof warn | typeof critical): number | null =>
      availableRatio === null ? null : availableRatio - enterRatio
    return {
      level,
      kernel: {
        level: said,
        availableRatio,
        availableBytes:
          memory === null || availableRatio === null ? null : availableBytesOf(memory),
        compressorBytes: availableRatio === null ? null : (memory?.compressorBytes ?? null),
        toWarnRatio: toLine(warn),
        toCriticalRatio: toLine(critical),
      },
    }
  }
}
