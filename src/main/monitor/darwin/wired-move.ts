import type { VmStat } from '../../probes/darwin/vm-stat.ts'
import type { Source } from '../source.ts'

/** What a model takes becomes wired, and what it frees is so no more: a move of this size is a load or an unload. */
const noticeableBytes = 256e6

/** Whether wired memory has moved since the GPU was asked last: then it is asked at once, whatever it costs. */
export function createWiredMove(
  memory: Source<VmStat>,
): (atMs: number, gpuAnsweredAtMs: number) => boolean {
  let then: { readonly gpuAnsweredAtMs: number; readonly wiredBytes: number } | null = null
  return (atMs, gpuAnsweredAtMs) => {
    const wiredBytes = memory.goodAt(atMs)?.value.wiredBytes
    if (wiredBytes === undefined) return false
    if (then?.gpuAnsweredAtMs !== gpuAnsweredAtMs) then = { gpuAnsweredAtMs, wiredBytes }
    return Math.abs(wiredBytes - then.wiredBytes) >= noticeableBytes
  }
}
