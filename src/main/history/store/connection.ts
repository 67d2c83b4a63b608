import { DatabaseError } from '../../host/database-error.ts'
import { inodeOf } from './inode.ts'
import {
  closeQuietly,
  openStore,
  type Opened,
  type OpenStore,
  type StoreHost,
} from './store-file.ts'
import { storeTrouble } from './store-trouble.ts'

/** Two that write get on with each other; who holds it for longer than that is something else. */
const busyForMs = 300_000

/** The file of the history, opened when it is first needed, and again when it has become another. */
export interface Connection {
  /** As it lies there now; null: it cannot be had. Never at the same time twice. */
  get(): Promise<OpenStore | null>
  /** The one that was had last. */
  current(): OpenStore | null
  /** Why it cannot be had or written, or what became of the one before; null: nothing is wrong. */
  trouble(): string | null
  /** It did what was asked. */
  worked(): void
  /** It threw this. Throws what is no DatabaseError. */
  failed(error: unknown): void
  close(): void
}

export interface ConnectionOptions {
  readonly host: StoreHost
  readonly path: string
  readonly mayWrite: boolean
  /** Each trouble once, for whoever reads what Headroom prints. */
  readonly say: (trouble: string) => void
}

export function createConnection({ host, path, mayWrite, say }: ConnectionOptions): Connection {
  let store: OpenStore | null = null
  let brokenInode: number | null = null
  let busySinceMs: number | null = null
  let aside: string | null = null
  let trouble: string | null = null

  const troubled = (words: string | null): void => {
    if (words !== null && words !== trouble) say(words)
    trouble = words
  }
  const close = (): void => {
    if (store !== null) closeQuietly(store.database)
    store = null
  }
  const open = async (): Promise<void> => {
    const opened = await openStore(host, path, { mayWrite, brokenInode })
    brokenInode = null
    if (opened.kind !== 'open') return troubled(troubleOf(opened, mayWrite))
    store = opened.store
    if (opened.aside === null) return
    aside = storeTrouble.broken(opened.aside)
    say(aside)
  }
  return {
    get: async () => {
      if (store !== null && (await inodeOf(host, path)) !== store.inode) close()
      if (store === null) await open()
      return store
    },
    current: () => store,
    trouble: () => trouble ?? aside,
    worked: () => {
      busySinceMs = null
      troubled(null)
    },
    failed: (error) => {
      if (!(error instanceof DatabaseError)) throw error
      const nowMs = host.clock.nowMs()
      busySinceMs = error.trouble === 'busy' ? (busySinceMs ?? nowMs) : null
      const isPassing = busySinceMs !== null && Math.abs(nowMs - busySinceMs) < busyForMs
      if (isPassing) return
      if (error.trouble === 'broken') brokenInode = store?.inode ?? null
      // whoever writes sets it aside the next time, and says so then
      if (!mayWrite) troubled(storeTrouble.unread(error.message))
      else if (error.trouble !== 'broken') troubled(storeTrouble.unwritten(error.message))
      close()
    },
    close,
  }
}

/** null: nothing is wrong. */
function troubleOf(opened: Exclude<Opened, { kind: 'open' }>, mayWrite: boolean): string | null {
  switch (opened.kind) {
    case 'none':
      return null
    case 'other-version':
      return storeTrouble.otherVersion(mayWrite)
    case 'absent':
      return storeTrouble.noSqlite
    case 'failed':
      return mayWrite ? storeTrouble.unwritten(opened.reason) : storeTrouble.unread(opened.reason)
  }
}
