import { Absent, Refusal } from './attempt.ts'
import type { Database, SqlValue } from './host.ts'

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
  const { DatabaseSync } = await loadSqlite()
  const database = new DatabaseSync(path)
  return {
    run: (sql, ...values) => void database.prepare(sql).run(...values),
    all: (sql, ...values) =>
      database
        .prepare(sql)
        .all(...values)
        .map(rowOf),
    close: () => {
      if (database.isOpen) database.close()
    },
  }
}

/** A row of what Headroom stores: it stores no blobs and no integers beyond 2^53. Throws Refusal on others. */
function rowOf(row: Readonly<Record<string, unknown>>): Readonly<Record<string, SqlValue>> {
  const values = Object.entries(row).map(([name, value]): [string, SqlValue] => {
    if (value === null || typeof value === 'number' || typeof value === 'string')
      return [name, value]
    throw new Refusal(`column ${name} holds neither a number nor a text`)
  })
  return Object.fromEntries(values)
}
