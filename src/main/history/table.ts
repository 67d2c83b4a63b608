import type { HistoryColumn, HistoryColumns } from '../../shared/history.ts'
import type { Sample } from '../../shared/history-sample.ts'

/** What a span says of all that was in it: what was promised at the least, and used at the most. */
export const wayOf: Readonly<Record<HistoryColumn, 'least' | 'most' | 'last' | 'mean'>> = {
  roomBytes: 'least',
  gpuInUseBytes: 'most',
  limitBytes: 'last',
  usedBytes: 'most',
  totalBytes: 'last',
  swapUsedBytes: 'most',
  gpuWatts: 'mean',
}
export const columnNames: readonly HistoryColumn[] = [
  'roomBytes',
  'gpuInUseBytes',
  'limitBytes',
  'usedBytes',
  'totalBytes',
  'swapUsedBytes',
  'gpuWatts',
]

/** Spans in columns of one size. NaN: not known. */
export interface Table {
  readonly values: Readonly<Record<HistoryColumn, Float64Array>>
  /** How long the watts of a span were known. */
  readonly wattsForMs: Float64Array
}

export function createTable(length: number): Table {
  const empty = (): Float64Array => new Float64Array(length).fill(Number.NaN)
  return {
    values: {
      roomBytes: empty(),
      gpuInUseBytes: empty(),
      limitBytes: empty(),
      usedBytes: empty(),
      totalBytes: empty(),
      swapUsedBytes: empty(),
      gpuWatts: empty(),
    },
    wattsForMs: new Float64Array(length),
  }
}

/** As if nothing had ever been in this span. */
export function emptyAt({ values, wattsForMs }: Table, index: number): void {
  for (const name of columnNames) values[name][index] = Number.NaN
  wattsForMs[index] = 0
}

/** Later ones come later. `forMs`: how long it held. */
export function addSample(table: Table, index: number, sample: Sample, forMs: number): void {
  for (const name of columnNames) add(table, index, name, sample[name] ?? Number.NaN, forMs)
}

/** A span of one table into a longer one of another; later ones come later. */
export function addSpan(to: Table, toIndex: number, from: Table, fromIndex: number): void {
  const forMs = from.wattsForMs[fromIndex] ?? 0
  for (const name of columnNames)
    add(to, toIndex, name, from.values[name][fromIndex] ?? Number.NaN, forMs)
}

/** A span as it was written: its figures in the order of `columnNames`, NaN where it was not known. */
export function addFigures(
  to: Table,
  toIndex: number,
  figureAt: (at: number) => number,
  forMs: number,
): void {
  columnNames.forEach((name, at) => add(to, toIndex, name, figureAt(at), forMs))
}

/** In the order of `columnNames`. */
export const figuresAt = ({ values }: Table, index: number): readonly (number | null)[] =>
  columnNames.map((name) => {
    const value = values[name][index] ?? Number.NaN
    return Number.isNaN(value) ? null : value
  })

function add(
  { values, wattsForMs }: Table,
  index: number,
  name: HistoryColumn,
  value: number,
  forMs: number,
): void {
  if (Number.isNaN(value)) return
  const column = values[name]
  const before = column[index] ?? Number.NaN
  const beforeMs = wattsForMs[index] ?? 0
  const way = wayOf[name]
  if (way === 'mean') wattsForMs[index] = beforeMs + forMs
  column[index] = Number.isNaN(before) ? value : merged(way, { before, beforeMs, value, forMs })
}

interface Two {
  readonly before: number
  readonly beforeMs: number
  readonly value: number
  readonly forMs: number
}

function merged(
  way: (typeof wayOf)[HistoryColumn],
  { before, beforeMs, value, forMs }: Two,
): number {
  switch (way) {
    case 'least':
      return Math.min(before, value)
    case 'most':
      return Math.max(before, value)
    case 'last':
      return value
    case 'mean':
      return beforeMs + forMs > 0 ? (before * beforeMs + value * forMs) / (beforeMs + forMs) : value
  }
}

export function columnsOf({ values }: Table): HistoryColumns {
  const known = (column: Float64Array): readonly (number | null)[] =>
    Array.from(column, (value) => (Number.isNaN(value) ? null : value))
  return {
    roomBytes: known(values.roomBytes),
    gpuInUseBytes: known(values.gpuInUseBytes),
    limitBytes: known(values.limitBytes),
    usedBytes: known(values.usedBytes),
    totalBytes: known(values.totalBytes),
    swapUsedBytes: known(values.swapUsedBytes),
    gpuWatts: known(values.gpuWatts),
  }
}

/** Eight bytes a figure. */
export const tableBytes = ({ values, wattsForMs }: Table): number =>
  Object.values(values).reduce((sum, column) => sum + column.byteLength, wattsForMs.byteLength)
