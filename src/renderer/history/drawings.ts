import type { History, HistoryColumns } from '../../shared/history.ts'
import type { PlotDrawing } from '../charts/time-plot.ts'
import type { PlotToken } from '../charts/plot-ink.ts'
import { mostOf } from './points.ts'
import type { ShownColumn } from './shown-columns.ts'
import type { TimeWindow } from './span.ts'

interface Drawn {
  readonly columns: readonly ShownColumn[]
  readonly guides: readonly number[]
  readonly guideToken: PlotToken
}

/** Above the highest stands its name. */
const airRatio = 1.14

/** As far up as the highest of its lines and guides. */
export function drawingOf(
  { atMs, columns }: History,
  { sinceMs, untilMs }: TimeWindow,
  { columns: shown, guides, guideToken }: Drawn,
): PlotDrawing {
  const valuesOf = (column: keyof HistoryColumns) => columns[column]
  const most = Math.max(...guides, ...shown.map(({ column }) => mostOf(valuesOf(column)) ?? 0))
  return {
    sinceMs,
    untilMs,
    top: most > 0 ? most * airRatio : 1,
    isMeasured: most > 0,
    atMs,
    lines: shown.map(({ column, token, shape }) => ({ values: valuesOf(column), token, shape })),
    guides: guides.map((value) => ({ value, token: guideToken })),
  }
}
