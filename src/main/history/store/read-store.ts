import { longestHistoryMs, type History, type HistoryInput } from '../../../shared/history.ts'
import { gridOf } from '../grid.ts'
import { peaksWithin } from '../kept-peaks.ts'
import { ringFor } from '../ring-choice.ts'
import { columnsOf, createTable, type Table } from '../table.ts'
import { keptSpanOf } from './batch.ts'
import type { Gathered } from './gathering.ts'
import type { OpenStore } from './store-file.ts'
import { tiers, tiersInMemory, type Tier } from './tiers.ts'

/** What lies on the disk, joined with what waits for it; without a disk what waits is all there is. Throws DatabaseError. */
export function historyOf(
  store: OpenStore | null,
  gathered: Gathered,
  { sinceMs, untilMs, mostPoints }: HistoryInput,
): Omit<History, 'trouble'> {
  const { waiting } = gathered
  const { keptSinceMs, lastAtMs } = spanKept(store, gathered)
  const tier = ringFor(store === null ? tiersInMemory : tiers, {
    sinceMs: Math.max(sinceMs, keptSinceMs ?? sinceMs),
    lastAtMs: lastAtMs ?? sinceMs,
    leastStepMs: (untilMs - sinceMs) / mostPoints,
  })
  const span = { sinceMs, untilMs, keptSinceMs, lastAtMs: lastAtMs ?? sinceMs }
  const { stepMs, atMs } = gridOf(span, tier.stepMs, mostPoints)
  const table = createTable(atMs.length)
  // what the clock has taken back still stands there
  const endMs = gathered.cutAtMs ?? Number.MAX_SAFE_INTEGER
  if (store !== null) addRows(store, table, { tier, stepMs, atMs, endMs })
  const waits = waiting.spans.find((one) => one.tier.table === tier.table)
  atMs.forEach((fromMs, index) => waits?.addTo(table, index, { fromMs, toMs: fromMs + stepMs }))
  const kept = store?.events.within(sinceMs, Math.min(untilMs, endMs)) ?? []
  const peaks = store?.peaks.within(sinceMs, Math.min(untilMs, endMs)) ?? []
  const events = [...kept, ...waiting.events.within(sinceMs, untilMs)]
  return {
    schema: 'headroom/history/1',
    sinceMs,
    untilMs,
    keptSinceMs,
    keptIn: store === null ? 'memory' : 'store',
    stepMs,
    atMs,
    columns: columnsOf(table),
    events: events.toSorted((one, other) => one.atMs - other.atMs),
    peaks: peaksWithin([...peaks, ...waiting.peaks.all()], { sinceMs, untilMs }),
  }
}

function addRows(
  store: OpenStore,
  table: Table,
  grid: {
    readonly tier: Tier
    readonly stepMs: number
    readonly atMs: readonly number[]
    readonly endMs: number
  },
): void {
  const { tier, stepMs, atMs, endMs } = grid
  const [firstMs] = atMs
  if (firstMs === undefined) return
  store.spans.addTo(table, tier, {
    sinceMs: firstMs,
    untilMs: Math.min(firstMs + atMs.length * stepMs, endMs),
    placeOf: (startMs) => Math.floor((startMs - firstMs) / stepMs),
  })
}

/** By the clock of whoever writes here, else as far as anything stands there; null: nothing is kept. */
export const lastAtMsOf = (store: OpenStore | null, { lastAtMs }: Gathered): number | null =>
  lastAtMs ?? (store === null ? null : keptSpanOf(store.database).lastAtMs)

function spanKept(
  store: OpenStore | null,
  { firstAtMs, lastAtMs }: Gathered,
): { readonly keptSinceMs: number | null; readonly lastAtMs: number | null } {
  const kept = store === null ? null : keptSpanOf(store.database)
  const last = lastAtMs ?? kept?.lastAtMs ?? null
  if (last === null) return { keptSinceMs: null, lastAtMs: null }
  const first = Math.min(firstAtMs ?? last, kept?.firstAtMs ?? last)
  return { keptSinceMs: Math.max(first, last - longestHistoryMs), lastAtMs: last }
}
