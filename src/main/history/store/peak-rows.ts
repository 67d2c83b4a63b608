import type { Database } from '../../host/host.ts'
import { mostModelsAnHour, type HourPeak } from '../kept-peaks.ts'

const hourMs = 3_600_000

/** What models held at the most, in its table. All of it throws DatabaseError. */
export interface PeakRows {
  /** The larger one stays. */
  write(peaks: readonly HourPeak[]): void
  /** Of the hours that this span touches, of each model the most. */
  within(sinceMs: number, untilMs: number): readonly HourPeak[]
  cutAfter(atMs: number): void
  dropBefore(atMs: number): void
}

export function createPeakRows(database: Database): PeakRows {
  const upsert = database.prepare(
    `INSERT INTO peaks (hour_at_ms, model, server, bytes, at_ms)
     SELECT ?1, ?2, ?3, ?4, ?5
     WHERE (SELECT count(*) FROM peaks WHERE hour_at_ms = ?1) < ${mostModelsAnHour}
       OR EXISTS (SELECT 1 FROM peaks WHERE hour_at_ms = ?1 AND model = ?2 AND server = ?3)
     ON CONFLICT (hour_at_ms, model, server) DO UPDATE
       SET bytes = excluded.bytes, at_ms = excluded.at_ms WHERE excluded.bytes > bytes`,
  )
  const within = database.prepare(
    // the others of the row that has the most
    `SELECT hour_at_ms, model, server, max(bytes), at_ms FROM peaks
     WHERE hour_at_ms > ? AND hour_at_ms < ? GROUP BY model, server`,
  )
  const after = database.prepare('DELETE FROM peaks WHERE at_ms > ?')
  const before = database.prepare('DELETE FROM peaks WHERE at_ms < ?')
  return {
    write: (peaks) => {
      for (const { hourAtMs, model, server, bytes, atMs } of peaks)
        upsert.run(hourAtMs, model, server, bytes, atMs)
    },
    within: (sinceMs, untilMs) =>
      within.rows(sinceMs - hourMs, untilMs).flatMap(([hourAtMs, model, server, bytes, atMs]) => {
        if (typeof hourAtMs !== 'number' || typeof bytes !== 'number') return []
        if (typeof atMs !== 'number' || typeof model !== 'string') return []
        return typeof server === 'string' ? [{ hourAtMs, model, server, bytes, atMs }] : []
      }),
    cutAfter: (atMs) => after.run(atMs),
    dropBefore: (atMs) => before.run(atMs),
  }
}
