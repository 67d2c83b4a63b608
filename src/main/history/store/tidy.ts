import { longestHistoryMs } from '../../../shared/history.ts'
import type { Database } from '../../host/host.ts'
import { keptSpanOf } from './batch.ts'
import type { OpenStore } from './store-file.ts'

/** Of the file; a month of a busy Mac has a quarter of it. */
export const mostStoreBytes = 20 * 2 ** 20
/** So much of the time that is kept goes at once where there is too much, the oldest, and so often: most may be of its last day. */
const shareThatGoes = 0.1
const mostTimes = 50
/** Pages without anything in them are kept for what comes, up to this share of all. */
const emptyShare = 0.25
const fewPages = 64

/** What is too old goes, and where the file has become too large, the oldest of the rest. Throws DatabaseError. */
export function tidyStore(store: OpenStore, nowMs: number, mostBytes = mostStoreBytes): void {
  const { database, spans, events } = store
  database.atOnce(() => {
    spans.dropOld(nowMs)
    events.dropTooMany()
    dropBefore(store, nowMs - longestHistoryMs)
  })
  for (let times = 0; times < mostTimes && usedBytesOf(database) > mostBytes; times++)
    database.atOnce(() => {
      const { firstAtMs, lastAtMs } = keptSpanOf(database)
      if (firstAtMs === null || lastAtMs === null) return
      const cutMs = Math.ceil(firstAtMs + (lastAtMs - firstAtMs) * shareThatGoes)
      spans.dropBefore(cutMs)
      dropBefore(store, cutMs)
    })
  const pages = countOf(database, 'page_count')
  const empty = countOf(database, 'freelist_count')
  const isTooLarge = pages * countOf(database, 'page_size') > mostBytes
  if (empty > fewPages && (isTooLarge || empty > pages * emptyShare))
    database.all(`PRAGMA incremental_vacuum(${empty})`)
}

/** What happened before, and that there was a before. The spans of each length go by their own age. */
function dropBefore({ database, events, peaks }: OpenStore, atMs: number): void {
  events.dropBefore(atMs)
  peaks.dropBefore(atMs)
  database.run('UPDATE kept SET first_at_ms = max(first_at_ms, ?)', atMs)
}

const usedBytesOf = (database: Database): number =>
  (countOf(database, 'page_count') - countOf(database, 'freelist_count')) *
  countOf(database, 'page_size')

function countOf(
  database: Database,
  pragma: 'page_count' | 'freelist_count' | 'page_size',
): number {
  const value = Object.values(database.all(`PRAGMA ${pragma}`)[0] ?? {})[0]
  return typeof value === 'number' ? value : 0
}
