import { longestHistoryMs, type History, type HistoryInput } from '../../shared/history.ts'
import { beatOf, isGap, type Beat } from './beat.ts'
import { gridOf } from './grid.ts'
import type { HistoryKeeper, HistorySight } from './keeper.ts'
import { createKeptEvents } from './kept-events.ts'
import { createRing, type Ring } from './ring.ts'
import { sampleOf, type Sample } from '../../shared/history-sample.ts'
import { columnsOf, createTable } from './table.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** The older, the longer a point stands: the last two hours, the last two days, the last month. */
const createRings = (): readonly [Ring, ...Ring[]] => [
  createRing(5_000, (2 * hourMs) / 5_000),
  createRing(minuteMs, (48 * hourMs) / minuteMs),
  createRing(15 * minuteMs, longestHistoryMs / (15 * minuteMs) + 1),
]

interface Noted {
  readonly beat: Beat
  readonly sample: Sample
}

/** In memory, of one size however long it runs: it ends with Headroom. */
export function createMemoryKeeper(): HistoryKeeper {
  const rings = createRings()
  const events = createKeptEvents()
  let firstAtMs: number | null = null
  let last: Noted | null = null
  const keptSinceMs = (): number | null =>
    firstAtMs === null || last === null
      ? null
      : Math.max(firstAtMs, last.beat.atMs - longestHistoryMs)

  const note = (sight: HistorySight): void => {
    const noted = { beat: beatOf(sight), sample: sampleOf(sight) }
    const { atMs } = noted.beat
    if (last !== null && atMs < last.beat.atMs) {
      rings.forEach((ring) => ring.cutAfter(atMs))
      events.cutAfter(atMs)
    }
    rings.forEach((ring) => noteIn(ring, last, noted))
    events.note(sight)
    firstAtMs = Math.min(firstAtMs ?? atMs, atMs)
    last = noted
  }

  const read = ({ sinceMs, untilMs, mostPoints }: HistoryInput): History => {
    const kept = keptSinceMs()
    const lastAtMs = last?.beat.atMs ?? sinceMs
    const ring = ringFor(rings, Math.max(sinceMs, kept ?? sinceMs), lastAtMs)
    const span = { sinceMs, untilMs, keptSinceMs: kept, lastAtMs }
    const { stepMs, atMs } = gridOf(span, ring.stepMs, mostPoints)
    const table = createTable(atMs.length)
    atMs.forEach((fromMs, index) => ring.addTo(table, index, { fromMs, toMs: fromMs + stepMs }))
    return {
      schema: 'headroom/history/1',
      sinceMs,
      untilMs,
      keptSinceMs: kept,
      keptIn: 'memory',
      trouble: null,
      stepMs,
      atMs,
      columns: columnsOf(table),
      events: events.within(sinceMs, untilMs),
      peaks: [],
    }
  }

  return {
    note,
    read,
    bytes: () =>
      last === null ? 0 : rings.reduce((sum, ring) => sum + ring.bytes, events.bytes()),
    clear: () => {
      rings.forEach((ring) => ring.clear())
      events.clear()
      firstAtMs = null
      last = null
    },
    exportText: () => exported(rings, last?.beat.atMs ?? null, read),
  }
}

/** What was last said holds until something else is, as long as somebody watches: ticks may be longer than a span. */
function noteIn(ring: Ring, last: Noted | null, { beat, sample }: Noted): void {
  const heldMs = last === null ? 0 : beat.atMs - last.beat.atMs
  const isHeld = last !== null && heldMs > 0 && !isGap(last.beat, beat)
  if (isHeld) {
    const { stepMs } = ring
    const nextMs = (Math.floor(last.beat.atMs / stepMs) + 1) * stepMs
    for (let atMs = nextMs; atMs + stepMs <= beat.atMs; atMs += stepMs)
      ring.note(last.sample, atMs, stepMs)
  }
  ring.note(sample, beat.atMs, isHeld ? Math.min(heldMs, ring.stepMs) : 0)
}

/** The finest that has all there is of it. */
function ringFor(rings: readonly [Ring, ...Ring[]], sinceMs: number, lastAtMs: number): Ring {
  const reaches = ({ reachMs, stepMs }: Ring): boolean => sinceMs >= lastAtMs - reachMs + stepMs
  return rings.find(reaches) ?? rings.at(-1) ?? rings[0]
}

/** From each ring all that it has, the finest first. */
function exported(
  rings: readonly Ring[],
  lastAtMs: number | null,
  read: (input: HistoryInput) => History,
): string {
  if (lastAtMs === null) return ''
  const spans = rings.map(({ stepMs, reachMs }) => {
    const sinceMs = Math.max(0, lastAtMs - reachMs + stepMs)
    return read({ sinceMs, untilMs: lastAtMs + 1, mostPoints: reachMs / stepMs + 1 })
  })
  return JSON.stringify({ schema: 'headroom/history-export/1', spans })
}
