import { exact, numberIn, numberInIfAny } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'

/** What /proc/meminfo counts, in bytes (man 5 proc_meminfo). */
export interface Meminfo {
  readonly totalBytes: number
  readonly freeBytes: number
  /** What can be had without swapping, by the kernel's own estimate. Linux before 3.14 is not read. */
  readonly availableBytes: number
  readonly anonymousBytes: number
  /** tmpfs and shared memory: they look like file cache, but cannot be dropped. */
  readonly sharedBytes: number
  /** What the kernel took for itself and cannot give back. */
  readonly kernelBytes: number
  readonly swapTotalBytes: number
  readonly swapFreeBytes: number
}

export const meminfo: Probe<Meminfo> = {
  question: { kind: 'file', path: '/proc/meminfo' },
  parse: parseMeminfo,
}

const kernelLabels = ['SUnreclaim', 'KernelStack', 'PageTables', 'SecPageTables', 'Percpu'] as const

// MemTotal:       24684084 kB
// MemAvailable:   24389224 kB
// AnonPages:          4600 kB
export function parseMeminfo(text: string): Meminfo {
  const line = (label: string): RegExp => new RegExp(`^${label}: +(\\d+) kB$`, 'm')
  const bytesOf = (label: string): number => exact(numberIn(text, line(label)) * 1024)
  const bytesIfAny = (label: string): number | null => {
    const kib = numberInIfAny(text, line(label))
    return kib === null ? null : exact(kib * 1024)
  }
  return {
    totalBytes: bytesOf('MemTotal'),
    freeBytes: bytesOf('MemFree'),
    availableBytes: bytesOf('MemAvailable'),
    anonymousBytes: bytesOf('AnonPages'),
    sharedBytes: bytesIfAny('Shmem') ?? 0,
    kernelBytes: exact(kernelLabels.reduce((sum, label) => sum + (bytesIfAny(label) ?? 0), 0)),
    swapTotalBytes: bytesOf('SwapTotal'),
    swapFreeBytes: bytesOf('SwapFree'),
  }
}
