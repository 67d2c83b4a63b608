import type { History, HistoryColumn } from '../../shared/history.ts'
import type { TimeWindow } from './span.ts'

/** One point of all columns. */
export interface HistoryPoint {
  readonly atMs: number
  readonly figures: Readonly<Record<HistoryColumn, number | null>>
}

/** The point that is closest, where there is one within a step; null: nothing is kept of then. */
export function pointAt({ atMs, stepMs, columns }: History, wantedMs: number): HistoryPoint | null {
  const first = atMs[0]
  if (first === undefined) return null
  const index = Math.min(atMs.length - 1, Math.max(0, Math.round((wantedMs - first) / stepMs)))
  const found = atMs[index]
  if (found === undefined || Math.abs(found - wantedMs) > stepMs) return null
  return {
    atMs: found,
    figures: {
      roomBytes: columns.roomBytes[index] ?? null,
      gpuInUseBytes: columns.gpuInUseBytes[index] ?? null,
      limitBytes: columns.limitBytes[index] ?? null,
      usedBytes: columns.usedBytes[index] ?? null,
      totalBytes: columns.totalBytes[index] ?? null,
      swapUsedBytes: columns.swapUsedBytes[index] ?? null,
      gpuWatts: columns.gpuWatts[index] ?? null,
    },
  }
}

/** So many points on from an instant, or from the newest; within what is shown. */
export function pointsOn(
  history: History,
  { sinceMs, untilMs }: TimeWindow,
  fromMs: number | null,
  count: number,
): number {
  const newestMs = history.atMs.at(-1) ?? untilMs
  const from = fromMs ?? newestMs + (count < 0 ? history.stepMs : 0)
  const to = Math.min(untilMs, Math.max(sinceMs, from + count * history.stepMs))
  return pointAt(history, to)?.atMs ?? to
}

/** The most that is known of it; null where nothing is. */
export const mostOf = (column: readonly (number | null)[]): number | null =>
  column.reduce<number | null>(
    (most, value) => (value === null ? most : Math.max(most ?? value, value)),
    null,
  )

export const leastOf = (column: readonly (number | null)[]): number | null =>
  column.reduce<number | null>(
    (least, value) => (value === null ? least : Math.min(least ?? value, value)),
    null,
  )

export const isKnownIn = (column: readonly (number | null)[]): boolean =>
  column.some((value) => value !== null)
