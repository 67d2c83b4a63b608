import { parseTop, type TopSample } from '../../../src/main/probes/darwin/top.ts'
import type { Adapter, Reading } from './sample.ts'

const percentOf = (ratio: number | null): number | null => (ratio === null ? null : ratio * 100)

const readingOf = (sample: TopSample): Reading => ({
  processes: sample.processCount,
  running: sample.runningCount,
  threads: sample.threadCount,
  physmem_used_bytes: sample.physMemUsedBytes,
  wired_bytes: sample.wiredBytes,
  compressor_bytes: sample.compressorBytes,
  unused_bytes: sample.unusedBytes,
  swapins_total: sample.swapInCount,
  swapins_delta: sample.swapInDelta,
  swapouts_total: sample.swapOutCount,
  swapouts_delta: sample.swapOutDelta,
  cpu_user_percent: percentOf(sample.cpuUserRatio),
  cpu_sys_percent: percentOf(sample.cpuSystemRatio),
  cpu_idle_percent: percentOf(sample.cpuIdleRatio),
  all_power_zero: sample.rows.every(({ powerImpact }) => powerImpact === 0),
  row_count: sample.rows.length,
  rows: sample.rows.map((row) => ({
    pid: row.pid,
    ppid: row.parentPid,
    uid: row.userId,
    command: row.command,
    mem_bytes: row.memoryBytes,
    cmprs_bytes: row.compressedBytes,
    power: row.powerImpact,
  })),
})

export const top: Adapter = ({ text }) => {
  const samples = parseTop(text).map(readingOf)
  return { samples: samples.length, first: samples[0], last: samples.at(-1) }
}
