import type { History, HistoryInput } from '../../../shared/history.ts'
import type { Reading } from '../../../shared/reading.ts'
import { createTurns } from '../../host/in-turn.ts'
import { exportedSpans, exportedText } from '../exported-spans.ts'
import type { HistoryKeeper } from '../keeper.ts'
import { writeBatch } from './batch.ts'
import { createConnection, type Connection, type ConnectionOptions } from './connection.ts'
import { eraseStore } from './erase.ts'
import { createGathering, type Gathered, type Gathering } from './gathering.ts'
import { historyOf, lastAtMsOf } from './read-store.ts'
import type { OpenStore } from './store-file.ts'
import { tiers, tiersInMemory } from './tiers.ts'
import { tidyStore } from './tidy.ts'

const batchMs = 60_000
/** A clock that has gone on evenly for so long is believed, and what is too old by it may go. */
const steadyMs = 600_000
const tidyEveryMs = 600_000

/** On the disk: it outlives Headroom. What the disk does not take is kept in memory until it does. */
export interface StoreKeeper extends HistoryKeeper {
  read(input: HistoryInput): Promise<History>
  clear(): Promise<Reading<null>>
  exportText(): Promise<string>
  /** Whether the disk is used from now on; either way it begins anew in memory. */
  keep(isKept: boolean): Promise<void>
  /** What waits is written. */
  flush(): Promise<void>
  /** What was begun is done. */
  settled(): Promise<void>
  /** What waits is written, and the file closed. */
  close(): Promise<void>
}

export interface StoreKeeperOptions extends ConnectionOptions {
  readonly isKept: boolean
}

/** `host` must be the machine itself. Never throws. */
export function createStoreKeeper(options: StoreKeeperOptions): StoreKeeper {
  const { host, path, mayWrite } = options
  const connection = createConnection(options)
  const gathering = createGathering()
  const inTurn = createTurns() // between two looks at the file nothing else of ours may come
  const write = createWrite(connection, gathering)
  let isKept = options.isKept
  const due = createDue()

  const store = async (): Promise<OpenStore | null> => (isKept ? connection.get() : null)
  const writeNow = async (): Promise<void> => {
    const open = mayWrite ? await store() : null
    if (open !== null) write(open)
  }
  const readNow = async (input: HistoryInput): Promise<History> => {
    const read = readJoined(connection, await store(), gathering.now(), input)
    return { ...read, trouble: isKept ? connection.trouble() : null }
  }

  return {
    note: (sight) => {
      if (!mayWrite) return
      const isUrgent = gathering.note(sight) === 'urgent'
      if (due(sight.atMs, isUrgent)) void inTurn(writeNow)
    },
    noteAct: gathering.noteAct,
    read: (input) => inTurn(() => readNow(input)),
    bytes: () => {
      const isOnDisk = connection.current() !== null || gathering.now().lastAtMs === null
      return isOnDisk ? 0 : gathering.waiting.bytes()
    },
    clear: () =>
      inTurn(async () => {
        gathering.beginAnew()
        connection.close()
        return eraseStore(host, path)
      }),
    exportText: async () => {
      const spans: History[] = []
      for (const span of await inTurn(async () => allSpans(await store(), gathering.now())))
        spans.push(await inTurn(() => readNow(span)))
      return spans.length === 0 ? '' : exportedText(spans)
    },
    keep: (nextIsKept) =>
      inTurn(async () => {
        if (nextIsKept === isKept) return
        isKept = nextIsKept
        gathering.beginAnew()
        connection.close()
      }),
    flush: () => inTurn(writeNow),
    settled: () => inTurn(async () => undefined),
    close: () =>
      inTurn(async () => {
        await writeNow()
        connection.close()
      }),
  }
}

/** Where the file does not answer, what waits is all that can be told. */
function readJoined(
  connection: Connection,
  store: OpenStore | null,
  gathered: Gathered,
  input: HistoryInput,
): Omit<History, 'trouble'> {
  try {
    return historyOf(store, gathered, input)
  } catch (error) {
    // DatabaseError
    connection.failed(error)
    return historyOf(null, gathered, input)
  }
}

/** None where nothing is kept. */
function allSpans(store: OpenStore | null, gathered: Gathered): readonly HistoryInput[] {
  const lastAtMs = lastAtMsOf(store, gathered)
  return lastAtMs === null ? [] : exportedSpans(store === null ? tiersInMemory : tiers, lastAtMs)
}

/** What waits into the file, and now and then the old out of it. */
function createWrite(connection: Connection, gathering: Gathering): (store: OpenStore) => void {
  // tells two Headrooms apart that write at once
  const writer = crypto.randomUUID()
  let isFirst = true
  let tidiedAtMs = 0
  return (store) => {
    const { waiting, firstAtMs, lastAtMs, cutAtMs, steadyForMs } = gathering.now()
    if (firstAtMs === null || lastAtMs === null) return
    try {
      writeBatch(store, { waiting, firstAtMs, lastAtMs, cutAtMs, isFirst, writer })
      gathering.written()
      isFirst = false
      connection.worked()
      if (steadyForMs < steadyMs || Math.abs(lastAtMs - tidiedAtMs) < tidyEveryMs) return
      tidyStore(store, lastAtMs)
      tidiedAtMs = lastAtMs
    } catch (error) {
      // DatabaseError: what was not taken waits on
      connection.failed(error)
    }
  }
}

/** Whether a batch is to be written: once a minute, and at once where it is urgent. */
function createDue(): (atMs: number, isUrgent: boolean) => boolean {
  let writtenAtMs: number | null = null
  return (atMs, isUrgent) => {
    writtenAtMs ??= atMs
    // on either side: the clock may have been set back
    const isDue = isUrgent || Math.abs(atMs - writtenAtMs) >= batchMs
    if (isDue) writtenAtMs = atMs
    return isDue
  }
}
