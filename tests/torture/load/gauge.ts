import { readdirSync, readlinkSync } from 'node:fs'
import { cpuSecondsOf, openFileCount, privateMemoryOf } from '../../frame/proc.ts'

/** What a process takes at one moment. */
export interface Taken {
  readonly atSeconds: number
  readonly dirtyBytes: number
  readonly wholeBytes: number
  readonly cpuSeconds: number
  readonly files: number
  readonly sockets: number
}

export function takenBy(pid: number): Taken {
  const { dirtyBytes, wholeBytes } = privateMemoryOf(pid)
  return {
    atSeconds: performance.now() / 1_000,
    dirtyBytes,
    wholeBytes,
    cpuSeconds: cpuSecondsOf(pid),
    files: openFileCount(pid),
    sockets: socketCount(pid),
  }
}

function socketCount(pid: number): number {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).filter((name) => targetOf(`${folder}/${name}`).startsWith('socket:'))
    .length
}

function targetOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    // ENOENT: it was closed between the list and this
    return ''
  }
}

/** Of one core, between two moments. */
export const cpuRatioOf = (before: Taken, after: Taken): number =>
  (after.cpuSeconds - before.cpuSeconds) / (after.atSeconds - before.atSeconds)

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
export const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`
