import { existsSync, statSync } from 'node:fs'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { Absent, Refusal } from './attempt.ts'
import { DatabaseError, databaseErrorOf, noValue } from './database-error.ts'
import type { Database, SqlValue, Statement } from './host.ts'

async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite')
  } catch {
    // ERR_UNKNOWN_BUILTIN_MODULE: a Node older than 22.5
    throw new Absent('this Node has no SQLite')
  }
}

/** Whether a database can be had; throws Absent with the reason. */
export async function probeDatabase(): Promise<null> {
  await loadSqlite()
  return null
}

/** An SQLite file, made where there is none; `:memory:` for none at all. */
export async function openDatabase(path: string): Promise<Database> {
  const sqlite = await loadSqlite()
  // SQLite would wait for ever for whoever writes into a pipe, and all of Headroom with it
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false)
    throw new Refusal('it is no file of a disk')
  const database = told(() => opened(sqlite, path))
  const atOnce = <T>(act: () => T): T => {
    database.exec('BEGIN IMMEDIATE')
    try {
      const made = act()
      database.exec('COMMIT')
      return made
    } catch (error) {
      // any error: nothing of it stays. Of some SQLite has taken it back already
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }
  return {
    run: (sql, ...values) => told(() => void database.prepare(sql).run(...values)),
    all: (sql, ...values) =>
      told(() =>
        database
          .prepare(sql)
          .all(...values)
          .map(rowOf),
      ),
    prepare: (sql) => told(() => statementOf(database.prepare(sql))),
    atOnce: (act) => told(() => atOnce(act)),
    close: () => {
      if (database.isOpen) told(() => database.close())
    },
  }
}

type Sqlite = typeof import('node:sqlite')

/**
 * In a folder that may not be written SQLite cannot make the memory beside a file in WAL mode: such a file is read as one that
 * nobody changes (https://sqlite.org/wal.html, read-only databases), where nothing is left of its log.
 */
function opened({ DatabaseSync }: Sqlite, path: string): DatabaseSync {
  const database = new DatabaseSync(path)
  try {
    database.prepare('PRAGMA schema_version').all()
    return database
  } catch (error) {
    // whatever it is, the next statement meets it again
    if (!isShut(databaseErrorOf(error)) || existsSync(`${path}-wal`)) return database
    database.close()
    const still = pathToFileURL(path)
    still.searchParams.set('immutable', '1')
    return new DatabaseSync(still, { readOnly: true })
  }
}

const isShut = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.trouble === 'read-only' || error.trouble === 'closed')

function statementOf(statement: StatementSync): Statement {
  statement.setReturnArrays(true)
  return {
    run: (...values) => told(() => void statement.run(...values)),
    rows: (...values) => told(() => statement.all(...values).map(listOf)),
  }
}

function told<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    // any error: those of SQLite get their kind
    throw databaseErrorOf(error)
  }
}

/** A row of what Headroom stores. Throws DatabaseError on others. */
const rowOf = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, SqlValue>> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]): [string, SqlValue] => [name, valueOf(value)]),
  )

function valueOf(value: unknown): SqlValue {
  if (isValue(value)) return value
  throw noValue()
}

const isValue = (value: unknown): value is SqlValue =>
  value === null || typeof value === 'number' || typeof value === 'string'

/** Of a statement that answers with lists. */
function listOf(row: unknown): readonly SqlValue[] {
  if (!Array.isArray(row) || !row.every(isValue)) throw noValue()
  return row
}
