import { readSync } from 'node:fs'
import { ReadStream } from 'node:tty'

/** What a terminal gives at once is a page; more is there only while its program writes faster than we read. */
const pieceBytes = 64 * 2 ** 10
/** More than any kernel keeps for a terminal: what comes behind is of others, who go on writing to it. */
const maxLeftBytes = 2 ** 20

export interface TerminalReader {
  onBytes(take: (bytes: Uint8Array) => void): void
  pause(): void
  resume(): void
  /** Its program has ended: what it has written is read to the last byte, whatever time that takes, and nothing else. */
  drain(): void
}

/** Reads the other end of a terminal. `onEmpty`: after `drain`, once, when all has been told; the end is closed then. */
export function createTerminalReader(fd: number, onEmpty: () => void): TerminalReader {
  const takers = new Set<(bytes: Uint8Array) => void>()
  const stream = new ReadStream(fd)
  let isPaused = false
  let state: 'follows' | 'drains' | 'empty' = 'follows'
  let leftBytes = 0
  const tell = (bytes: Uint8Array): void => takers.forEach((take) => take(bytes))

  const empty = (): void => {
    if (state === 'empty') return
    state = 'empty'
    stream.destroy()
    onEmpty()
  }

  const step = (): void => {
    if (isPaused || state !== 'drains') return
    const bytes = leftIn(stream) ?? readNow(fd)
    if (bytes === null || leftBytes > maxLeftBytes) return empty()
    leftBytes += bytes.length
    tell(bytes)
    setImmediate(step) // a signal may come in between
  }

  stream.on('data', tell)
  // EIO: hung up, which cannot be while a holder has it; whatever it is, there is no more
  stream.on('error', empty)
  stream.on('end', empty)
  return {
    onBytes: (take) => void takers.add(take),
    pause: () => {
      isPaused = true
      stream.pause()
    },
    resume: () => {
      if (!isPaused) return
      isPaused = false
      if (state === 'follows') stream.resume()
      else setImmediate(step)
    },
    drain: () => {
      if (state !== 'follows') return
      state = 'drains'
      stream.off('data', tell)
      stream.pause()
      setImmediate(step)
    },
  }
}

/** What Node had already read when it was paused. */
function leftIn(stream: ReadStream): Uint8Array | null {
  const left: unknown = stream.read()
  return left instanceof Uint8Array ? left : null
}

/** null: the kernel has no more. On Linux it looks through all that is on its way before it says so (n_tty_read). */
function readNow(fd: number): Uint8Array | null {
  const into = Buffer.allocUnsafe(pieceBytes)
  try {
    const size = readSync(fd, into)
    return size === 0 ? null : into.subarray(0, size)
  } catch {
    // EAGAIN: it is empty; EIO: it has been hung up
    return null
  }
}
