/** `broken`: it is no database, or a part of it is none any more; `form`: it has not the tables that were asked; `busy`: another process writes; `closed`: it cannot be opened. */
export type DatabaseTrouble =
  'broken' | 'form' | 'busy' | 'full' | 'read-only' | 'input-output' | 'closed' | 'other'

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
  1: 'form', // SQLITE_ERROR: our own statements are right
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
  form: null,
  busy: 'another process writes it',
  full: 'the disk is full',
  'read-only': 'it may not be written',
  'input-output': 'input/output error',
  closed: 'it cannot be opened',
  other: null,
}

/** What node:sqlite throws: `ERR_SQLITE_ERROR` with the code of SQLite as `errcode`; of an integer beyond 2^53 `ERR_OUT_OF_RANGE`. */
export function databaseErrorOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if ('code' in error && error.code === 'ERR_OUT_OF_RANGE') return noValue()
  if (!('errcode' in error)) return error
  const { errcode } = error
  if (typeof errcode !== 'number') return error
  const trouble = troubleOf[errcode & primaryCode] ?? 'other'
  return new DatabaseError(trouble, sentenceOf[trouble] ?? error.message)
}

/** Headroom stores no blobs, and no integers beyond 2^53. */
export const noValue = (): DatabaseError => new DatabaseError('broken', 'it is broken')
