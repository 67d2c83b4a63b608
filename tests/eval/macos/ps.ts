import { parsePs, type PsRow } from '../../../src/main/probes/darwin/ps.ts'
import type { Adapter, Reading } from './sample.ts'

const percentOf = (ratio: number | null): number | null => (ratio === null ? null : ratio * 100)

function readingOf(row: PsRow): Reading {
  const start =
    row.startedAtMs === null ? null : new Date(row.startedAtMs).toISOString().slice(0, -5)
  return {
    ppid: row.parentPid,
    user: row.user,
    stat: row.state,
    command: row.command,
    rss_bytes: row.residentBytes,
    cpu_time_ms: row.cpuMs,
    elapsed_s: row.elapsedS,
    cpu_percent: percentOf(row.cpuRatio),
    mem_percent: percentOf(row.memoryRatio),
    start_local: start,
    start_local_or_null: start,
  }
}

export const ps: Adapter = ({ text }) => {
  const rows = parsePs(text)
  const bySize = rows
    .filter(({ residentBytes }) => residentBytes !== null)
    .toSorted((a, b) => (b.residentBytes ?? 0) - (a.residentBytes ?? 0))
  return {
    row_count: rows.length,
    largest_rss_pid: bySize[0]?.pid ?? null,
    row_by_pid: Object.fromEntries(rows.map((row) => [row.pid, readingOf(row)])),
  }
}
