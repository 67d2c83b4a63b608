import { longestHistoryMs, type History, type HistoryInput } from '../../shared/history.ts'
import type { Reading } from '../../shared/reading.ts'
import { createEventNews, eventOfAct } from './event-news.ts'
import { exportedSpans, exportedText } from './exported-spans.ts'
import { gridOf } from './grid.ts'
import type { HistoryKeeper, HistorySight } from './keeper.ts'
import { createKeptEvents } from './kept-events.ts'
import { createKeptPeaks, peaksWithin } from './kept-peaks.ts'
import { noteIn, notedOf, type Noted } from './noted.ts'
import { createRing, type Ring } from './ring.ts'
import { ringFor } from './ring-choice.ts'
import { columnsOf, createTable } from './table.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** The older, the longer a point stands: the last two hours, the last two days, the last month. */
const createRings = (): readonly [Ring, ...Ring[]] => [
  createRing(5_000, (2 * hourMs) / 5_000),
  createRing(minuteMs, (48 * hourMs) / minuteMs),
  createRing(15 * minuteMs, longestHistoryMs / (15 * minuteMs) + 1),
]

/** It answers at once. */
export interface MemoryKeeper extends HistoryKeeper {
  read(input: HistoryInput): History
  clear(): Reading<null>
  exportText(): string
}

/** In memory, of one size however long it runs: it ends with Headroom. */
export function createMemoryKeeper(
  rings: readonly [Ring, ...Ring[]] = createRings(),
): MemoryKeeper {
  const events = createKeptEvents()
  const newsIn = createEventNews()
  const peaks = createKeptPeaks()
  let firstAtMs: number | null = null
  let last: Noted | null = null
  const keptSinceMs = (): number | null =>
    firstAtMs === null || last === null
      ? null
      : Math.max(firstAtMs, last.beat.atMs - longestHistoryMs)

  const note = (sight: HistorySight): void => {
    const noted = notedOf(sight)
    const { atMs } = noted.beat
    if (last !== null && atMs < last.beat.atMs)
      [...rings, events, peaks].forEach((one) => one.cutAfter(atMs))
    rings.forEach((ring) => noteIn(ring, last, noted))
    newsIn(sight).forEach(events.add)
    peaks.note(sight)
    firstAtMs = Math.min(firstAtMs ?? atMs, atMs)
    last = noted
  }

  const read = (input: HistoryInput): History => ({
    ...pointsOf(rings, input, { keptSinceMs: keptSinceMs(), lastAtMs: last?.beat.atMs ?? null }),
    keptIn: 'memory',
    trouble: null,
    events: events.within(input.sinceMs, input.untilMs),
    peaks: peaksWithin(peaks.all(), input),
  })

  return {
    note,
    noteAct: (act, endedAtMs) => {
      const event = eventOfAct(act, endedAtMs)
      if (event !== null) events.add(event)
    },
    read,
    bytes: () =>
      last === null
        ? 0
        : rings.reduce((sum, ring) => sum + ring.bytes, events.bytes() + peaks.bytes()),
    clear: () => {
      ;[...rings, events, peaks].forEach((one) => one.clear())
      const atMs = last?.beat.atMs ?? 0
      firstAtMs = null
      last = null
      return { kind: 'ok', value: null, atMs, tookMs: 0 }
    },
    exportText: () => {
      const atMs = last?.beat.atMs ?? null
      return atMs === null ? '' : exportedText(exportedSpans(rings, atMs).map(read))
    },
  }
}

type Points = Omit<History, 'keptIn' | 'trouble' | 'events' | 'peaks'>

function pointsOf(
  rings: readonly [Ring, ...Ring[]],
  { sinceMs, untilMs, mostPoints }: HistoryInput,
  kept: { readonly keptSinceMs: number | null; readonly lastAtMs: number | null },
): Points {
  const { keptSinceMs } = kept
  const lastAtMs = kept.lastAtMs ?? sinceMs
  const leastStepMs = (untilMs - sinceMs) / mostPoints
  const wanted = { sinceMs: Math.max(sinceMs, keptSinceMs ?? sinceMs), lastAtMs, leastStepMs }
  const ring = ringFor(rings, wanted)
  const span = { sinceMs, untilMs, keptSinceMs, lastAtMs }
  const { stepMs, atMs } = gridOf(span, ring.stepMs, mostPoints)
  const table = createTable(atMs.length)
  atMs.forEach((fromMs, index) => ring.addTo(table, index, { fromMs, toMs: fromMs + stepMs }))
  const columns = columnsOf(table)
  return { schema: 'headroom/history/1', sinceMs, untilMs, keptSinceMs, stepMs, atMs, columns }
}
