import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf } from '../attempt.ts'
import { createSegmentFile } from './segment-file.ts'

/** What is older is of no use to anybody. */
export const keptMs = 600_000
/** All of them together, the newest not counted: whatever is answered. */
const maxBytes = 12 * 2 ** 20
/** What waits for a disk that does not take it. */
const maxWaitingBytes = 8 * 2 ** 20

export const segmentName = /^\d{6}\.jsonl$/

/** The files of one recording, one after the other; the last ten minutes of them, and the last one always. */
export interface Segments {
  /** A new one begins with this. */
  begin(text: string, nowMs: number): void
  /** At the end of the last; `isLast`: nothing more will come for a while. */
  add(text: string, nowMs: number, isLast: boolean): void
  /** Why the last one can be written no more; null: it can. */
  failure(): string | null
  writtenBytes(): number
  /** Done when all of it is in the files, and none is open. The next begins a new one. */
  close(): Promise<void>
}

interface Segment {
  readonly path: string
  readonly bytes: number
  readonly lastAtMs: number
}

export function createSegments(folder: string): Segments {
  const file = createSegmentFile()
  let kept: readonly Segment[] = []
  let count = 0
  let writtenBytes = 0
  const queue = createQueue(file.close)

  const write = async (bytes: Uint8Array, nowMs: number, isLast: boolean): Promise<void> => {
    await file.write(bytes, nowMs, isLast)
    writtenBytes += bytes.length
    kept = kept.map((one, index) =>
      index < kept.length - 1 ? one : { ...one, bytes: one.bytes + bytes.length, lastAtMs: nowMs },
    )
  }
  const removeOld = async (nowMs: number): Promise<void> => {
    const old = tooOld(kept, nowMs)
    kept = kept.filter((one) => !old.includes(one))
    for (const { path } of old) await rm(path, { force: true })
  }

  return {
    begin: (text, nowMs) => {
      queue.renew()
      queue.add(text, async (bytes) => {
        count++
        const path = join(folder, `${String(count).padStart(6, '0')}.jsonl`)
        await file.begin(path)
        kept = [...kept, { path, bytes: 0, lastAtMs: nowMs }]
        await write(bytes, nowMs, true)
        await removeOld(nowMs)
      })
    },
    add: (text, nowMs, isLast) => queue.add(text, (bytes) => write(bytes, nowMs, isLast)),
    failure: queue.failure,
    writtenBytes: () => writtenBytes,
    close: async () => {
      await queue.end()
      kept = []
      count = await lastNumberIn(folder)
    },
  }
}

/** One after the other, in bounded memory. After a failure nothing is written until `renew`. */
function createQueue(close: () => Promise<void>) {
  let failure: string | null = null
  let waitingBytes = 0
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (act: () => Promise<void>): void => {
    turn = turn.then(act).catch((error: unknown) => {
      // any error of the disk: nothing more goes into a segment that may lack a part
      failure = reasonOf(error)
      return close()
    })
  }
  return {
    failure: () => failure,
    renew: (): void => {
      failure = null
    },
    add: (text: string, act: (bytes: Uint8Array) => Promise<void>): void => {
      const bytes = Buffer.from(text)
      if (waitingBytes + bytes.length > maxWaitingBytes) failure = 'the disk takes too long'
      if (failure !== null) return
      waitingBytes += bytes.length
      inTurn(async () => {
        waitingBytes -= bytes.length
        if (failure === null) await act(bytes)
      })
    },
    end: (): Promise<void> => {
      inTurn(close)
      return turn
    },
  }
}

/** What goes: what was written last more than ten minutes ago, and the oldest of what is too much. Never the newest. */
function tooOld(kept: readonly Segment[], nowMs: number): readonly Segment[] {
  const older = kept.slice(0, -1)
  let bytes = 0
  const lastTooMuch = older.findLastIndex((one) => {
    bytes += one.bytes
    return bytes > maxBytes
  })
  return older.filter(({ lastAtMs }, index) => index <= lastTooMuch || lastAtMs < nowMs - keptMs)
}

async function lastNumberIn(folder: string): Promise<number> {
  // ENOENT: it was taken away, as it may be
  const names = await readdir(folder).catch(() => [])
  const numbers = names.filter((name) => segmentName.test(name)).map((name) => parseInt(name, 10))
  return Math.max(0, ...numbers)
}
