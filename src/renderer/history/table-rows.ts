import type { History, HistoryColumn, HistoryEvent } from '../../shared/history.ts'
import { leastOf, mostOf } from './points.ts'
import type { TimeWindow } from './span.ts'

/** A longer span of the history, for whoever reads it rather than looks at it. */
export interface TableRow extends TimeWindow {
  readonly leastRoomBytes: number | null
  readonly mostInUseBytes: number | null
  readonly mostUsedBytes: number | null
  readonly mostSwapBytes: number | null
  readonly events: readonly HistoryEvent[]
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const steps = [minuteMs, 5 * minuteMs, 30 * minuteMs, hourMs, 6 * hourMs, 24 * hourMs]
/** More is no overview. */
const mostRows = 32

/** The newest first, by whole minutes, hours or days of the reader's clock; only those of which anything is kept. */
export function tableRows(
  history: History,
  { sinceMs, untilMs }: TimeWindow,
  offsetMs: number,
): readonly TableRow[] {
  const stepMs = steps.find((step) => (untilMs - sinceMs) / step <= mostRows) ?? 24 * hourMs
  const keyOf = (atMs: number): number => Math.floor((atMs + offsetMs) / stepMs) * stepMs - offsetMs
  const { atMs, columns } = history
  const indexes = Map.groupBy(atMs.keys(), (index) => keyOf(atMs[index] ?? 0))
  const events = Map.groupBy(history.events, (event) => keyOf(event.atMs))
  const of = (from: number, column: HistoryColumn): readonly (number | null)[] =>
    (indexes.get(from) ?? []).map((index) => columns[column][index] ?? null)
  return [...new Set([...indexes.keys(), ...events.keys()])]
    .toSorted((one, other) => other - one)
    .map((from) => ({
      sinceMs: from,
      untilMs: from + stepMs,
      leastRoomBytes: leastOf(of(from, 'roomBytes')),
      mostInUseBytes: mostOf(of(from, 'gpuInUseBytes')),
      mostUsedBytes: mostOf(of(from, 'usedBytes')),
      mostSwapBytes: mostOf(of(from, 'swapUsedBytes')),
      events: events.get(from) ?? [],
    }))
    .filter(isTelling)
}

/** Of a night in which the machine slept there is nothing to be read. */
const isTelling = ({ events, leastRoomBytes, mostInUseBytes, mostUsedBytes }: TableRow): boolean =>
  events.length > 0 || [leastRoomBytes, mostInUseBytes, mostUsedBytes].some((one) => one !== null)
