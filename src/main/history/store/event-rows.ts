import { z } from 'zod/mini'
import { anAmount } from '../../host/amount.ts'
import type { Database } from '../../host/host.ts'
import { ruleIds, severities } from '../../../shared/alert.ts'
import type { EventDetail, HistoryEvent, HistoryEventKind } from '../../../shared/history.ts'
import { jsonIn } from '../../../shared/parse.ts'
import { mostOfAKind } from '../kept-events.ts'

/** Of each kind, on the disk. */
const mostKeptOfAKind = 10_000
/** Two Headrooms see the same thing at two ticks. */
const sameWithinMs = 10_000

const kinds: readonly HistoryEventKind[] = ['load', 'prompt', 'finding', 'act', 'alert']

/** What happened, in its table. All of it throws DatabaseError. */
export interface EventRows {
  /** `writer`: a run of Headroom. What another one has told already is not told again. */
  write(events: readonly HistoryEvent[], writer: string): void
  /** The newest of each kind, the oldest of them first. */
  within(sinceMs: number, untilMs: number): readonly HistoryEvent[]
  cutAfter(atMs: number): void
  dropBefore(atMs: number): void
  dropTooMany(): void
}

export function createEventRows(database: Database): EventRows {
  const insert = database.prepare(
    `INSERT INTO events (kind, at_ms, what, more, writer)
     SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (
       SELECT 1 FROM events WHERE kind = ?1 AND what = ?3
         AND (at_ms = ?2 OR (writer <> ?5 AND at_ms BETWEEN ?2 - ?6 AND ?2 + ?6)))`,
  )
  const newest = database.prepare(
    `SELECT at_ms, what, more FROM events WHERE kind = ? AND at_ms BETWEEN ? AND ?
     ORDER BY at_ms DESC LIMIT ${mostOfAKind}`,
  )
  const tooOld = database.prepare(
    `DELETE FROM events WHERE kind = ?1 AND at_ms < (
       SELECT at_ms FROM events WHERE kind = ?1 ORDER BY at_ms DESC LIMIT 1 OFFSET ${mostKeptOfAKind - 1})`,
  )
  const after = database.prepare('DELETE FROM events WHERE at_ms > ?')
  const before = database.prepare('DELETE FROM events WHERE at_ms < ?')
  return {
    write: (events, writer) => {
      for (const { kind, atMs, what, more } of events) {
        // what Headroom does, each of them does by itself
        const withinMs = kind === 'act' ? 0 : sameWithinMs
        insert.run(kind, atMs, what, more === null ? null : JSON.stringify(more), writer, withinMs)
      }
    },
    within: (sinceMs, untilMs) =>
      kinds
        .flatMap((kind) =>
          newest.rows(kind, sinceMs, untilMs).flatMap(([atMs, what, more]) => {
            if (typeof atMs !== 'number' || typeof what !== 'string') return []
            return [{ kind, atMs, what, more: typeof more === 'string' ? moreIn(more) : null }]
          }),
        )
        .toSorted((one, other) => one.atMs - other.atMs),
    cutAfter: (atMs) => after.run(atMs),
    dropBefore: (atMs) => before.run(atMs),
    dropTooMany: () => kinds.forEach((kind) => tooOld.run(kind)),
  }
}

const bytes = z.nullable(anAmount)
const moreShape: z.ZodMiniType<EventDetail> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('load'),
    stage: z.enum(['loaded', 'failed']),
    tookMs: anAmount,
    needBytes: bytes,
  }),
  z.object({
    kind: z.literal('act'),
    act: z.enum(['unload', 'quit', 'reopen', 'limit', 'allow', 'forbid']),
    by: z.enum(['person', 'policy']),
    from: z.optional(z.string().check(z.maxLength(64))),
    expectedBytes: bytes,
    returnedBytes: bytes,
  }),
  z.object({ kind: z.literal('alert'), rule: z.enum(ruleIds), severity: z.enum(severities) }),
])

/** null: nothing that this Headroom knows. */
function moreIn(text: string): EventDetail | null {
  try {
    const parsed = moreShape.safeParse(jsonIn(text))
    return parsed.success ? parsed.data : null
  } catch {
    // ParseError: not JSON
    return null
  }
}
