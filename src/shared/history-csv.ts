import { csvOf, type CsvField } from './csv.ts'
import type { History, HistoryColumn, HistoryEvent } from './history.ts'
import { printable } from './printable.ts'

/** `points`: what was measured, one row a point; `events`: what happened, with what is known of it. */
export type HistoryTable = 'points' | 'events'

/** The names of the columns say the unit: whoever reads them has no other place that does. */
const pointColumns: readonly (readonly [string, HistoryColumn])[] = [
  ['least_room_bytes', 'roomBytes'],
  ['most_gpu_in_use_bytes', 'gpuInUseBytes'],
  ['gpu_limit_bytes', 'limitBytes'],
  ['most_ram_used_bytes', 'usedBytes'],
  ['ram_bytes', 'totalBytes'],
  ['most_swap_used_bytes', 'swapUsedBytes'],
  ['mean_gpu_watts', 'gpuWatts'],
]

/** A sentence of Core may be longer than a name. */
const maxWhatLength = 400
const maxAddressLength = 64

/** Times are of UTC, as ISO 8601 writes them; sizes plain bytes. An empty field: it was not known, or nobody watched. */
export function historyCsv(history: History, table: HistoryTable): string {
  return table === 'points' ? pointsCsv(history) : eventsCsv(history.events)
}

const timeOf = (atMs: number): string => new Date(atMs).toISOString()

const pointsCsv = ({ atMs, stepMs, columns }: History): string =>
  csvOf(
    ['time', 'span_ms', ...pointColumns.map(([name]) => name)],
    atMs.map((when, index) => [
      timeOf(when),
      stepMs,
      ...pointColumns.map(([, column]) => columns[column][index] ?? null),
    ]),
  )

const eventsCsv = (events: readonly HistoryEvent[]): string =>
  csvOf(
    eventColumns.map(([name]) => name),
    events.map((event) => eventColumns.map(([, of]) => of(event))),
  )

const eventColumns: readonly (readonly [string, (event: HistoryEvent) => CsvField])[] = [
  ['time', ({ atMs }) => timeOf(atMs)],
  ['kind', ({ kind }) => kind],
  ['what', ({ what }) => printable(what, maxWhatLength)],
  ['severity', ({ more }) => (more?.kind === 'alert' ? more.severity : null)],
  ['rule', ({ more }) => (more?.kind === 'alert' ? more.rule : null)],
  ['load', ({ more }) => (more?.kind === 'load' ? more.stage : null)],
  ['load_took_ms', ({ more }) => (more?.kind === 'load' ? more.tookMs : null)],
  ['load_need_bytes', ({ more }) => (more?.kind === 'load' ? more.needBytes : null)],
  ['act', ({ more }) => (more?.kind === 'act' ? more.act : null)],
  ['act_by', ({ more }) => (more?.kind === 'act' ? more.by : null)],
  [
    'act_from',
    ({ more }) =>
      more?.kind === 'act' && more.from !== undefined
        ? printable(more.from, maxAddressLength)
        : null,
  ],
  ['act_expected_bytes', ({ more }) => (more?.kind === 'act' ? more.expectedBytes : null)],
  ['act_returned_bytes', ({ more }) => (more?.kind === 'act' ? more.returnedBytes : null)],
]
