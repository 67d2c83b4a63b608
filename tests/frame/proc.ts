import { readdirSync, readFileSync } from 'node:fs'
import { parseProcessStat } from '../../src/main/probes/linux/process-stat.ts'
import { numberIn } from '../../src/shared/parse.ts'

/** Clock ticks of /proc/PID/stat: USER_HZ. */
const ticksPerSecond = 100

/** Processor time of a process and of its children that have ended, in seconds. */
export function cpuSecondsOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).map(Number) // utime stime cutime cstime
  return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond
}

export interface PrivateMemory {
  /** What nobody else maps: written pages, and pages of files (the program itself) that only it has mapped. */
  readonly wholeBytes: number
  /** What it has written: heap, stacks. */
  readonly dirtyBytes: number
  /** The proportional set: shared pages divided among those that map them. */
  readonly pssBytes: number
}

// Private_Clean:     44972 kB
export function privateMemoryOf(pid: number): PrivateMemory {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const bytesOf = (label: string): number =>
    numberIn(text, new RegExp(`^${label}: +(\\d+) kB$`, 'm')) * 1024
  const dirtyBytes = bytesOf('Private_Dirty')
  return {
    wholeBytes: bytesOf('Private_Clean') + dirtyBytes,
    dirtyBytes,
    pssBytes: bytesOf('Pss'),
  }
}

export const openFileCount = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length

/** All that /proc lists: programs and the kernel's own threads. */
export const processCount = (): number =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length

/** The kernel's own threads among them. */
export const kernelThreadCount = (): number =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isKernelThread(name)).length

function isKernelThread(pid: string): boolean {
  try {
    return parseProcessStat(readFileSync(`/proc/${pid}/stat`, 'utf8')).isKernelThread
  } catch {
    // ENOENT, ESRCH: it has ended between the list and this
    return false
  }
}
