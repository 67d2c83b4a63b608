import { printable } from '../../shared/printable.ts'
import { nameIn } from '../../shared/relief-text.ts'
import type { History, HistoryColumn, ModelPeak } from '../../shared/history.ts'
import {
  formatBytes,
  formatCount,
  formatDate,
  formatRoom,
  formatTimeOfDay,
  formatWatts,
} from '../../shared/units.ts'
import { eventLine } from './history-event-line.ts'
import { sparkline } from './sparkline.ts'

const sparkWidth = 56
const nameWidth = 12
const figureWidth = 14
/** Of the newest; a table has them all. */
const mostEvents = 20
const mostPeaks = 10
const maxServerLength = 40

export const momentText = (atMs: number): string => `${formatDate(atMs)} ${formatTimeOfDay(atMs)}`

/** Why there is nothing to tell. */
export function emptyHistoryLine({ keptSinceMs }: History, isKept: boolean): string {
  if (keptSinceMs !== null)
    return `nothing is kept of that time: only since ${momentText(keptSinceMs)}`
  return isKept
    ? 'nothing is kept yet: Headroom keeps what was while it runs, as the app or by headroom serve'
    : 'nothing is kept: the settings say so (keepsHistory)'
}

/** What was, for people: the least and the most, what happened, and who held most. */
export function historyLines(history: History, hasBlocks: boolean): readonly string[] {
  const { sinceMs, untilMs, keptSinceMs } = history
  const kept =
    keptSinceMs === null || keptSinceMs <= sinceMs ? '' : ` · kept since ${momentText(keptSinceMs)}`
  return [
    `${momentText(sinceMs)} to ${momentText(untilMs)}${kept}`,
    '',
    ...roomLines(history, hasBlocks),
    ...mostLines(history),
    ...wattLines(history),
    ...eventLines(history),
    ...peakLines(history.peaks),
  ]
}

/** `GPU in use   most 17.2 GB    2026-11-20 18:20:05  of 21.3 GB` */
const row = (name: string, figure: string, ...rest: readonly string[]): string =>
  [name.padEnd(nameWidth), figure.padEnd(figureWidth), ...rest].join('  ').trimEnd()

interface Found {
  readonly value: number
  readonly atMs: number
}

/** The most of a column, or the least of it, where anything is known of it; the first of several. */
function extremeOf(
  { atMs, keptSinceMs, columns }: History,
  column: HistoryColumn,
  sign: 1 | -1,
): Found | null {
  return columns[column].reduce<Found | null>((best, value, index) => {
    const isBetter = value !== null && (best === null || sign * value > sign * best.value)
    // the first point's span may begin before anything was kept
    return isBetter ? { value, atMs: Math.max(atMs[index] ?? 0, keptSinceMs ?? 0) } : best
  }, null)
}

const lastOf = ({ columns }: History, column: HistoryColumn): number | null =>
  columns[column].findLast((value) => value !== null) ?? null

function roomLines(history: History, hasBlocks: boolean): readonly string[] {
  const least = extremeOf(history, 'roomBytes', -1)
  const most = extremeOf(history, 'roomBytes', 1)
  if (least === null || most === null) return [row('Room', 'not known')]
  const last = lastOf(history, 'roomBytes') ?? least.value
  const line = sparkline(history.columns.roomBytes, sparkWidth, hasBlocks)
  return [
    row(
      'Room',
      `least ${formatRoom(least.value)}`,
      momentText(least.atMs),
      `last ${formatRoom(last)}`,
    ),
    `${' '.repeat(nameWidth)}  ${line}  up to ${formatRoom(most.value)}`,
  ]
}

const mostRows: readonly (readonly [string, HistoryColumn, HistoryColumn | null])[] = [
  ['GPU in use', 'gpuInUseBytes', 'limitBytes'],
  ['RAM used', 'usedBytes', 'totalBytes'],
  ['Swap used', 'swapUsedBytes', null],
]

const mostLines = (history: History): readonly string[] =>
  mostRows.flatMap(([name, column, ofColumn]) => {
    const most = extremeOf(history, column, 1)
    if (most === null) return []
    const whole = ofColumn === null ? null : lastOf(history, ofColumn)
    const figure = `most ${formatBytes(most.value)}`
    return [
      row(name, figure, momentText(most.atMs), whole === null ? '' : `of ${formatBytes(whole)}`),
    ]
  })

/** Each point stands for as long as any other. */
function wattLines(history: History): readonly string[] {
  const most = extremeOf(history, 'gpuWatts', 1)
  const known = history.columns.gpuWatts.filter((watts) => watts !== null)
  if (most === null) return []
  const mean = known.reduce((sum, watts) => sum + watts, 0) / known.length
  const figure = `mean ${formatWatts(mean)}`
  return [row('GPU power', figure, momentText(most.atMs), `most ${formatWatts(most.value)}`)]
}

/** What a model was asked is counted: it would drive out all else. */
function eventLines({ events }: History): readonly string[] {
  const told = events.filter(({ kind }) => kind !== 'prompt')
  const promptCount = events.length - told.length
  const olderCount = Math.max(0, told.length - mostEvents)
  if (events.length === 0) return []
  return [
    '',
    'What happened',
    ...(olderCount === 0
      ? []
      : [`  ${formatCount(olderCount)} before these: headroom history --csv --events`]),
    ...told.slice(-mostEvents).map((event) => `  ${momentText(event.atMs)}  ${eventLine(event)}`),
    ...(promptCount === 0 ? [] : [`  models began to generate ${timesText(promptCount)}`]),
  ]
}

const timesText = (count: number): string => (count === 1 ? 'once' : `${formatCount(count)} times`)

function peakLines(peaks: readonly ModelPeak[]): readonly string[] {
  const shown = peaks.slice(0, mostPeaks)
  if (shown.length === 0) return []
  const lines = shown.map(({ model, server, bytes, atMs }) => {
    const name = `${nameIn(model)} from ${printable(server, maxServerLength)}`
    return `  ${formatBytes(bytes).padStart(9)}  ${momentText(atMs)}  ${name}`
  })
  const restCount = peaks.length - shown.length
  const rest = restCount === 0 ? [] : [`  and ${formatCount(restCount)} more: --json has them all`]
  return ['', 'Most held, by model', ...lines, ...rest]
}
