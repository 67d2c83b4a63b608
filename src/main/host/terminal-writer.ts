import { writeSync } from 'node:fs'

/** How long a terminal that takes no more is left alone: what is pasted into a busy program waits for it. */
const retryMs = 5

export interface TerminalWriter {
  /** Done when all of it has been taken, or nothing will be any more. */
  write(bytes: Uint8Array): Promise<void>
  stop(): void
}

/** Writes to the end of a terminal that does not block. Not by Node's stream, which would wait in the kernel. */
export function createTerminalWriter(fd: number): TerminalWriter {
  let isStopped = false
  let last: Promise<void> = Promise.resolve()

  const writeAll = async (bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.length && !isStopped;) {
      const size = writeNow(fd, bytes.subarray(at))
      if (size === null) return
      at += size
      if (size === 0) await new Promise((resolve) => setTimeout(resolve, retryMs))
    }
  }

  return {
    write: (bytes) => {
      last = last.then(() => writeAll(bytes))
      return last
    },
    stop: () => {
      isStopped = true
    },
  }
}

/** How much was taken; null: nothing ever will be. */
function writeNow(fd: number, bytes: Uint8Array): number | null {
  try {
    return writeSync(fd, bytes)
  } catch (error) {
    // EAGAIN: it is full; EIO: nobody has it any more
    return error instanceof Error && 'code' in error && error.code === 'EAGAIN' ? 0 : null
  }
}
