import { DatabaseError } from '../../host/database-error.ts'
import type { Database } from '../../host/host.ts'
import { storeVersion, versionOf } from './migrations.ts'
import type { OpenStore } from './store-file.ts'
import { allEvents, type Waiting } from './waiting.ts'

/** A clock that is that far behind what stands in the file was set back. */
const setBackMs = 60_000

export interface Batch {
  readonly waiting: Waiting
  readonly firstAtMs: number
  readonly lastAtMs: number
  /** What stands after this instant goes first: the clock was set back; null: it was not. */
  readonly cutAtMs: number | null
  /** It is the first of this Headroom: the clock may have been set back before. */
  readonly isFirst: boolean
  /** A run of Headroom. */
  readonly writer: string
}

/** From when until when there is something. */
export interface KeptSpan {
  readonly firstAtMs: number | null
  readonly lastAtMs: number | null
}

/** All of it or nothing. Throws DatabaseError. */
export function writeBatch({ database, spans, events, peaks }: OpenStore, batch: Batch): void {
  const { waiting, firstAtMs, lastAtMs, cutAtMs, isFirst, writer } = batch
  database.atOnce(() => {
    // a later Headroom may have come meanwhile
    if (versionOf(database) !== storeVersion)
      throw new DatabaseError('other', 'it is of a later Headroom')
    const last = keptSpanOf(database).lastAtMs
    // against the end of the batch: another Headroom may have written while this one gathered
    const cut =
      cutAtMs ?? (isFirst && last !== null && last > lastAtMs + setBackMs ? firstAtMs : null)
    if (cut !== null) {
      spans.cutAfter(cut)
      events.cutAfter(cut)
      peaks.cutAfter(cut)
    }
    waiting.spans.forEach(spans.write)
    events.write(allEvents(waiting), writer)
    peaks.write(waiting.peaks.all())
    const lastNow = cut === null ? Math.max(last ?? lastAtMs, lastAtMs) : lastAtMs
    database.run(
      'UPDATE kept SET first_at_ms = min(ifnull(first_at_ms, ?1), ?1), last_at_ms = ?2',
      firstAtMs,
      lastNow,
    )
  })
}

export function keptSpanOf(database: Database): KeptSpan {
  const [row] = database.all('SELECT first_at_ms, last_at_ms FROM kept')
  return { firstAtMs: numberOf(row?.['first_at_ms']), lastAtMs: numberOf(row?.['last_at_ms']) }
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)
