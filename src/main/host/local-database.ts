import { Absent } from './attempt.ts'
import type { Database } from './host.ts'

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
        .map((row) => row as Readonly<Record<string, null | number | string>>),
    close: () => {
      if (database.isOpen) database.close()
    },
  }
}
