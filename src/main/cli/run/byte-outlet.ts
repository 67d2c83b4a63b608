import { write } from 'node:fs'

/** More than this is not kept for a reader who is slow. */
const enoughBytes = 256 * 2 ** 10
/** How long one that takes no more is left alone, where it does not wait by itself. */
const retryMs = 5
/** One that takes nothing any more is not waited for by whoever was told to end. */
const lastOutputMs = 5_000

/** Where bytes leave: a terminal, a pipe, a file. In their order, unchanged, without holding up anything else. */
export interface ByteOutlet {
  /** False: enough is on its way, and `onRoom` wakes when there is room again. */
  write(bytes: Uint8Array): boolean
  /** Done when all has left, or nobody takes it any more. */
  flushed(): Promise<void>
}

export interface ByteOutletEvents {
  readonly onRoom: () => void
  /** Whoever read it has gone. */
  readonly onGone: () => void
}

/**
 * Not by Node's own stream: that waits in the kernel for a terminal that is slow, and hears no signal meanwhile.
 */
export function createByteOutlet(fd: number, { onRoom, onGone }: ByteOutletEvents): ByteOutlet {
  let queue: Uint8Array[] = []
  let queuedBytes = 0
  let isGone = false
  let wasEnough = false
  let pumping: Promise<void> | null = null

  const pump = async (): Promise<void> => {
    while (queue.length > 0) {
      const all = Buffer.concat(queue)
      queue = []
      if (!isGone && !(await writeAll(fd, all))) {
        isGone = true
        onGone()
      }
      queuedBytes -= all.length
      if (wasEnough && queuedBytes < enoughBytes) {
        wasEnough = false
        onRoom()
      }
    }
    pumping = null
  }

  return {
    write: (bytes) => {
      if (isGone) return true // it leaves to nowhere, at once
      queue.push(bytes)
      queuedBytes += bytes.length
      pumping ??= pump()
      wasEnough ||= queuedBytes >= enoughBytes
      return !wasEnough
    },
    flushed: async () => {
      while (pumping !== null) await pumping
    },
  }
}

/** `left`: when all that a program has written has left. */
export const lastOutput = (left: Promise<unknown>, wasAsked: boolean): Promise<unknown> =>
  wasAsked
    ? Promise.race([left, new Promise((done) => setTimeout(done, lastOutputMs).unref())])
    : left

/** False: nobody will read it. */
async function writeAll(fd: number, bytes: Buffer): Promise<boolean> {
  for (let at = 0; at < bytes.length;) {
    const written = await writeSome(fd, bytes, at)
    if (written === 'gone') return false
    if (written === 'lost') return true
    at += written
  }
  return true
}

const writeSome = (fd: number, bytes: Buffer, at: number): Promise<number | 'gone' | 'lost'> =>
  new Promise((resolve) => {
    write(fd, bytes, at, bytes.length - at, null, (error, written) => {
      if (error === null) resolve(written)
      else if (error.code === 'EAGAIN') setTimeout(() => resolve(0), retryMs)
      // EIO: a terminal that was closed; others (ENOSPC) cost this piece, as they would cost its program
      else resolve(error.code === 'EPIPE' || error.code === 'EIO' ? 'gone' : 'lost')
    })
  })
