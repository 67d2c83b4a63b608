import type { Database } from '../../host/host.ts'
import { columnNames } from '../table.ts'
import { tiers } from './tiers.ts'

/** `roomBytes` stands in the column `room_bytes`. */
export const sqlNameOf = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Each makes of the form before it the next one: what was released once is never changed again. */
const steps: readonly ((database: Database) => void)[] = [
  (database) => {
    const figures = columnNames.map((name) => `${sqlNameOf(name)} REAL`).join(', ')
    for (const { table } of tiers)
      database.run(
        `CREATE TABLE ${table} (at_ms INTEGER PRIMARY KEY, ${figures}, watts_for_ms REAL NOT NULL)`,
      )
    database.run(
      'CREATE TABLE events (kind TEXT NOT NULL, at_ms INTEGER NOT NULL, what TEXT NOT NULL, more TEXT, writer TEXT NOT NULL)',
    )
    database.run('CREATE INDEX events_of_kind ON events (kind, at_ms)')
    database.run(
      'CREATE TABLE kept (id INTEGER PRIMARY KEY CHECK (id = 1), first_at_ms INTEGER, last_at_ms INTEGER)',
    )
    database.run('INSERT INTO kept VALUES (1, NULL, NULL)')
  },
  (database) =>
    database.run(
      'CREATE TABLE peaks (hour_at_ms INTEGER, model TEXT, server TEXT, bytes REAL NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (hour_at_ms, model, server)) WITHOUT ROWID',
    ),
]

/** The form that this Headroom writes. */
export const storeVersion = steps.length

export function versionOf(database: Database): number {
  const version = database.all('PRAGMA user_version')[0]?.['user_version']
  return typeof version === 'number' ? version : 0
}

/** Up to the form of this Headroom, all at once or not at all; another process may do the same. */
export function migrate(database: Database): void {
  if (versionOf(database) >= storeVersion) return
  database.atOnce(() => {
    const from = versionOf(database)
    if (from >= storeVersion) return
    steps.slice(from).forEach((step) => step(database))
    database.run(`PRAGMA user_version = ${storeVersion}`)
  })
}
