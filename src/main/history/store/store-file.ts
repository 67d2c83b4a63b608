import type { Reading } from '../../../shared/reading.ts'
import { attempt, Refusal } from '../../host/attempt.ts'
import { DatabaseError } from '../../host/database-error.ts'
import { whileLocked } from '../../host/file-lock.ts'
import type { Database, Host } from '../../host/host.ts'
import { createEventRows, type EventRows } from './event-rows.ts'
import { inodeOf } from './inode.ts'
import { migrate, storeVersion, versionOf } from './migrations.ts'
import { createPeakRows, type PeakRows } from './peak-rows.ts'
import { createSpanRows, type SpanRows } from './span-rows.ts'

export type StoreHost = Pick<
  Host,
  'ask' | 'appendFile' | 'removeFile' | 'moveFile' | 'openDatabase' | 'clock'
>

/** The file while it is open. */
export interface OpenStore {
  readonly database: Database
  readonly spans: SpanRows
  readonly events: EventRows
  readonly peaks: PeakRows
  /** Which file it is: a path may be given to another. */
  readonly inode: number
}

/** `aside`: the name under which a broken one is kept. */
export type Opened =
  | { readonly kind: 'open'; readonly store: OpenStore; readonly aside: string | null }
  /** There is none, and it is not to be made. */
  | { readonly kind: 'none' }
  /** It is of a later Headroom, and left as it is; of an earlier one it is only for whoever may not write. */
  | { readonly kind: 'other-version'; readonly version: number }
  | { readonly kind: 'failed' | 'absent'; readonly reason: string }

/** More than that is waited for at the next minute. */
const busyMs = 50
export interface OpenOptions {
  /** Else it is read as it is, or not at all. */
  readonly mayWrite: boolean
  /** A file of which it is known already; null: of none. */
  readonly brokenInode: number | null
}

/** Pages of the file in memory. */
const cacheKb = 256
/** What a write-ahead log may take of the disk once it has been read back. */
const walBytes = 2 ** 20
/** So many pages of 4 KiB are written ahead before they go into the file: rarely, as each is written twice by it. */
const walPages = 256
const mostBroken = 3

/**
 * The file, made where there is none, and brought to the form of this Headroom. A broken one is kept aside, and a new one made.
 */
export async function openStore(
  host: StoreHost,
  path: string,
  { mayWrite, brokenInode }: OpenOptions,
): Promise<Opened> {
  const there = await inodeOf(host, path)
  if (there === null) {
    if (!mayWrite) return { kind: 'none' }
    // SQLite makes the files beside it as readable as this one: for its user alone
    const made = await host.appendFile(path, '')
    if (made.kind !== 'ok') return { kind: 'failed', reason: made.reason }
  }
  const opened: Tried =
    there !== null && there === brokenInode
      ? { kind: 'broken', inode: there }
      : await tryToOpen(host, path, mayWrite)
  if (opened.kind !== 'broken') return opened
  if (!mayWrite) return { kind: 'failed', reason: 'it is broken' }
  const aside = await setAside(host, path, opened.inode)
  if (aside.kind !== 'ok') return { kind: 'failed', reason: aside.reason }
  const again = await openStore(host, path, { mayWrite, brokenInode: null })
  return again.kind === 'open' ? { ...again, aside: aside.value } : again
}

type Tried = Opened | { readonly kind: 'broken'; readonly inode: number }

async function tryToOpen(host: StoreHost, path: string, mayWrite: boolean): Promise<Tried> {
  const inode = await inodeOf(host, path)
  if (inode === null) return { kind: 'failed', reason: 'no such file or folder' }
  const opened = await host.openDatabase(path)
  if (opened.kind !== 'ok') return { kind: opened.kind, reason: opened.reason }
  const database = opened.value
  const tried = await attempt(opened.atMs, () => readied(database, inode, mayWrite))
  if (tried.kind === 'ok' && tried.value.kind === 'open') return tried.value
  closeQuietly(database)
  return tried.kind === 'ok' ? tried.value : { kind: 'failed', reason: tried.reason }
}

function readied(database: Database, inode: number, mayWrite: boolean): Tried {
  try {
    database.run(`PRAGMA busy_timeout = ${busyMs}`)
    database.run(`PRAGMA cache_size = -${cacheKb}`)
    if (!mayWrite) database.run('PRAGMA query_only = ON')
    if (!isWhole(database)) return { kind: 'broken', inode }
    const version = versionOf(database)
    if (version > storeVersion || (!mayWrite && version < storeVersion))
      return { kind: 'other-version', version }
    if (mayWrite) ready(database, version)
    const store = {
      database,
      spans: createSpanRows(database),
      events: createEventRows(database),
      peaks: createPeakRows(database),
      inode,
    }
    return { kind: 'open', store, aside: null }
  } catch (error) {
    if (error instanceof DatabaseError && isBroken(database, error))
      return { kind: 'broken', inode }
    throw error
  }
}

/** Of our form by its number, and not by its tables: somebody else was at it. */
const isBroken = (database: Database, { trouble }: DatabaseError): boolean =>
  trouble === 'broken' || (trouble === 'form' && versionOf(database) === storeVersion)

function ready(database: Database, version: number): void {
  // a file of another program, by chance of this name
  const isOfAnother = version === 0 && database.all('SELECT name FROM sqlite_schema').length > 0
  // another Headroom may have made its tables between the two looks
  if (isOfAnother && versionOf(database) === 0)
    throw new DatabaseError('broken', 'it is not a history of Headroom')
  // only before there are tables
  if (version === 0) database.run('PRAGMA auto_vacuum = INCREMENTAL')
  database.all('PRAGMA journal_mode = WAL')
  // one wait for the disk a minute: by NORMAL the machine's end takes all since the log was last read back, a quarter of an hour
  database.run('PRAGMA synchronous = FULL')
  // of macOS: what is in the file must be on the disk itself before the log of it goes
  database.run('PRAGMA checkpoint_fullfsync = ON')
  database.run('PRAGMA secure_delete = FAST')
  database.all(`PRAGMA wal_autocheckpoint = ${walPages}`)
  database.all(`PRAGMA journal_size_limit = ${walBytes}`)
  migrate(database)
}

const isWhole = (database: Database): boolean =>
  database.all('PRAGMA quick_check(1)').every((row) => Object.values(row)[0] === 'ok')

/** By a name that is free; of too many the last. Nobody else does it meanwhile, and not to a new one that another has made. */
async function setAside(host: StoreHost, path: string, inode: number): Promise<Reading<string>> {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return attempt(host.clock.nowMs(), () =>
    whileLocked(path, async () => {
      let count = 1
      const asideOf = (base: string): string => `${base}.broken${count === 1 ? '' : `-${count}`}`
      while (count < mostBroken && (await inodeOf(host, asideOf(path))) !== null) count += 1
      const aside = asideOf(path)
      if ((await inodeOf(host, path)) !== inode) return asideOf(name)
      const moved = await host.moveFile(path, aside)
      if (moved.kind !== 'ok') throw new Refusal(moved.reason)
      // what was not in it yet is found by its name; the other is a memory that is made anew
      await host.moveFile(`${path}-wal`, `${aside}-wal`)
      await host.removeFile(`${path}-shm`)
      return asideOf(name)
    }),
  )
}

/** What is broken may be so in the closing too. */
export function closeQuietly(database: Database): void {
  try {
    database.close()
  } catch {
    // DatabaseError: nobody uses it any more
  }
}
