import type { Database, SqlValue } from '../../host/host.ts'
import { addFigures, columnNames, figuresAt, wayOf, type Table } from '../table.ts'
import { sqlNameOf } from './migrations.ts'
import { tiers, type Tier } from './tiers.ts'
import type { WaitingSpans } from './waiting-spans.ts'

/** The spans in their tables. All of it throws DatabaseError. */
export interface SpanRows {
  /** What is there of the same span is joined with it: it may be half of one, or another Headroom's. */
  write(waiting: WaitingSpans): void
  /** The rows of this tier from `sinceMs` on, the oldest first; `place`: where in the table; null: nowhere. */
  addTo(table: Table, tier: Tier, span: RowSpan): void
  cutAfter(atMs: number): void
  /** What is older than its tier goes back, by this instant. */
  dropOld(nowMs: number): void
  dropBefore(atMs: number): void
}

export interface RowSpan {
  readonly sinceMs: number
  readonly untilMs: number
  readonly placeOf: (startMs: number) => number
}

export function createSpanRows(database: Database): SpanRows {
  const made = tiers.map((tier) => ({
    tier,
    upsert: database.prepare(upsertOf(tier)),
    within: database.prepare(
      `SELECT at_ms, ${names.join(', ')}, watts_for_ms FROM ${tier.table} WHERE at_ms >= ? AND at_ms < ? ORDER BY at_ms`,
    ),
    after: database.prepare(`DELETE FROM ${tier.table} WHERE at_ms > ?`),
    before: database.prepare(`DELETE FROM ${tier.table} WHERE at_ms < ?`),
  }))
  const of = (table: Tier['table']) => made.find(({ tier }) => tier.table === table)
  return {
    write: (waiting) => {
      const table = waiting.table()
      for (const { startMs, index } of waiting.spans())
        of(waiting.tier.table)?.upsert.run(
          startMs,
          ...figuresAt(table, index),
          table.wattsForMs[index] ?? 0,
        )
    },
    addTo: (table, tier, { sinceMs, untilMs, placeOf }) => {
      const rows = of(tier.table)?.within.rows(sinceMs, untilMs) ?? []
      for (const row of rows) {
        const place = placeOf(numberAt(row, 0))
        const forMs = numberAt(row, columnNames.length + 1)
        addFigures(table, place, (at) => numberAt(row, at + 1), forMs)
      }
    },
    cutAfter: (atMs) =>
      made.forEach(({ tier: { stepMs }, after }) => after.run(Math.floor(atMs / stepMs) * stepMs)),
    dropOld: (nowMs) => made.forEach(({ tier, before }) => before.run(nowMs - tier.reachMs)),
    dropBefore: (atMs) => made.forEach(({ before }) => before.run(atMs)),
  }
}

/** NaN: it is not known. */
function numberAt(row: readonly SqlValue[], at: number): number {
  const value = row[at]
  return typeof value === 'number' ? value : Number.NaN
}

const names = columnNames.map(sqlNameOf)

/** Two halves of a span, or what two Headrooms saw of it, as `table.ts` joins two spans. */
function upsertOf({ table }: Tier): string {
  const joined = columnNames.map((name) => `${sqlNameOf(name)} = ${joinedOf(name)}`)
  return `INSERT INTO ${table} (at_ms, ${names.join(', ')}, watts_for_ms)
    VALUES (?, ${names.map(() => '?').join(', ')}, ?)
    ON CONFLICT (at_ms) DO UPDATE SET ${joined.join(', ')},
      watts_for_ms = ${table}.watts_for_ms + excluded.watts_for_ms`
}

function joinedOf(name: (typeof columnNames)[number]): string {
  const column = sqlNameOf(name)
  const either = `ifnull(${column}, excluded.${column}), ifnull(excluded.${column}, ${column})`
  const last = `ifnull(excluded.${column}, ${column})`
  switch (wayOf[name]) {
    case 'least':
      return `min(${either})`
    case 'most':
      return `max(${either})`
    case 'last':
      return last
    case 'mean':
      return `CASE WHEN ${column} IS NOT NULL AND excluded.${column} IS NOT NULL
          AND watts_for_ms + excluded.watts_for_ms > 0
        THEN (${column} * watts_for_ms + excluded.${column} * excluded.watts_for_ms)
          / (watts_for_ms + excluded.watts_for_ms)
        ELSE ${last} END`
  }
}
