import type { Reading } from '../../../shared/reading.ts'
import { attempt, Refusal } from '../../host/attempt.ts'
import { DatabaseError } from '../../host/database-error.ts'
import { inodeOf } from './inode.ts'
import { closeQuietly, openStore, type OpenOptions, type StoreHost } from './store-file.ts'
import { tiers } from './tiers.ts'

const everything: OpenOptions = { mayWrite: true, brokenInode: null }
const tables = [...tiers.map(({ table }) => table), 'events', 'peaks']

/**
 * Nothing of it is left: it is written over in the file, also for whoever has it open, and then the file goes. One that is broken or
 * of a later Headroom just goes.
 */
export const eraseStore = (host: StoreHost, path: string): Promise<Reading<null>> =>
  attempt(host.clock.nowMs(), async () => {
    const isThere = (await inodeOf(host, path)) !== null
    const opened = isThere ? await openStore(host, path, everything) : null
    if (opened?.kind === 'open') {
      const { database } = opened.store
      try {
        database.run('PRAGMA secure_delete = ON')
        database.atOnce(() => {
          tables.forEach((table) => database.run(`DELETE FROM ${table}`))
          database.run('UPDATE kept SET first_at_ms = NULL, last_at_ms = NULL')
        })
        database.all('PRAGMA wal_checkpoint(TRUNCATE)')
      } catch (error) {
        // a full disk, or one that is read only: the file may go all the same
        if (!(error instanceof DatabaseError)) throw error
      }
      closeQuietly(database)
    }
    for (const end of ['-wal', '-shm', '-journal', '']) {
      const removed = await host.removeFile(`${path}${end}`)
      if (removed.kind === 'failed') throw new Refusal(removed.reason)
    }
    return null
  })
