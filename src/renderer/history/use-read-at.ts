import type { History, HistoryColumn } from '../../shared/history.ts'
import { sampleOf } from '../../shared/history-sample.ts'
import { formatBytes, formatRoom, formatWatts } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import { isKnownIn, pointAt, type HistoryPoint } from './points.ts'
import type { ReadFigure } from './Readout.tsx'
import { machineColumns, powerColumns, roomColumns } from './shown-columns.ts'
import { useTimeWords } from './use-time-words.ts'

export interface ReadAt {
  readonly when: string
  readonly figures: readonly ReadFigure[]
  /** Where the crosshair stands; null: nowhere, and the figures are the newest. */
  readonly atMs: number | null
  /** There is a point there. */
  readonly isKept: boolean
  /** All of it in one line. */
  readonly spoken: string
}

/** What the history says at an instant. null: what the machine says now, where that is in sight; else the newest point. */
export function useReadAt(history: History, crossMs: number | null, isNow: boolean): ReadAt {
  const { t, figure } = useWords()
  const { instant } = useTimeWords()
  const newestMs = history.atMs.at(-1)
  const wantedMs = crossMs ?? newestMs ?? history.untilMs
  const snapshot = useSnapshot((whole) => whole)
  const isOfNow = crossMs === null && isNow && snapshot !== null
  const point = isOfNow
    ? { atMs: snapshot.atMs, figures: sampleOf(snapshot) }
    : pointAt(history, wantedMs)
  const atMs = point?.atMs ?? wantedMs
  const at = instant(atMs, history.stepMs)
  const when = isOfNow ? t('history.now') : at
  const shown = [...roomColumns, ...machineColumns, ...powerColumns].filter(
    ({ column }) => column !== 'gpuWatts' || isKnownIn(history.columns.gpuWatts),
  )
  const figures = shown.map(({ column, word, token, shape }): ReadFigure => {
    const text = textOf(column, point)
    return {
      column,
      name: t(`history.${word}`),
      figure: text === null ? t('history.notKnown') : figure(text),
      token,
      shape,
    }
  })
  const line = figures.map((one) => `${one.name} ${one.figure}`).join(t('overview.joint.part'))
  const said = point === null ? t('history.nothingThen') : line
  return {
    when,
    figures,
    atMs: crossMs === null ? null : atMs,
    isKept: point !== null,
    spoken: [when, said].join(t('overview.joint.clause')),
  }
}

/** Room is promised, and never more than there was. */
function textOf(column: HistoryColumn, point: HistoryPoint | null): string | null {
  const value = point?.figures[column] ?? null
  if (value === null) return null
  if (column === 'gpuWatts') return formatWatts(value)
  return column === 'roomBytes' ? formatRoom(value) : formatBytes(value)
}
