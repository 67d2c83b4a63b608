/** `broken`: it is no database, or a part of it is none any more; `busy`: another process writes; `closed`: it cannot be opened. */
export type DatabaseTrouble =
  'broken' | 'busy' | 'full' | 'read-only' | 'input-output' | 'closed' | 'other'

/** Why a database did not do what was asked. The message is a sentence for people. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly trouble: DatabaseTrouble
  constructor(trouble: DatabaseTrouble, message: string) {
    super(message)
    this.trouble = trouble
  }
}

// https://sqlite.org/rescode.html: the low byte is the primary code
const troubleOf: Readonly<Record<number, DatabaseTrouble>> = {
  5: 'busy', // SQLITE_BUSY
  6: 'busy', // SQLITE_LOCKED
  8: 'read-only', // SQLITE_READONLY
  10: 'input-output', // SQLITE_IOERR
  11: 'broken', // SQLITE_CORRUPT
  13: 'full', // SQLITE_FULL
  14: 'closed', // SQLITE_CANTOPEN
  26: 'broken', // SQLITE_NOTADB
}
const primaryCode = 0xff

const sentenceOf: Readonly<Record<DatabaseTrouble, string | null>> = {
  broken: 'it is broken',
  busy: 'another process writes it',
  full: 'the disk is full',
  'read-only': 'it may not be written',
  'input-output': 'input/output error',
  closed: 'it cannot be opened',
  other: null,
}

/** What node:sqlite throws: `ERR_SQLITE_ERROR` with the code of SQLite as `errcode`. */
export function databaseErrorOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error
  const { errcode } = error
  if (typeof errcode !== 'number') return error
  const trouble = troubleOf[errcode & primaryCode] ?? 'other'
  return new DatabaseError(trouble, sentenceOf[trouble] ?? error.message)
}
