import { ParseError } from '../../../shared/parse.ts'
import type { OpenFile } from '../../host/host.ts'

/** Of a header with a vocabulary it takes some thirty reads, of one without one. */
const bufferBytes = 512 * 2 ** 10

/**
 * Walks through a file from front to back. What it reads must be in its buffer (`has`), else `fill` fetches it: so the bulk
 * of a header is read without waiting. Nothing is read that is skipped.
 */
export interface ByteCursor {
  positionBytes(): number
  /** Before the end of what may be read. */
  leftBytes(): number
  has(byteCount: number): boolean
  /** At most `bufferBytes`. Throws ParseError where there are not as many left. */
  fill(byteCount: number): Promise<void>
  /** Throws ParseError where there are not as many left. */
  skip(byteCount: number): void
  /** For numbers, at once: where they lie in `view`, behind which the cursor then stands. Only after `has` or `fill`. */
  advance(byteCount: number): number
  readonly view: DataView
  /** A copy is not made: good until the next `fill`. */
  bytes(byteCount: number): Uint8Array
}

interface Stretch {
  readonly startBytes: number
  readonly endBytes: number
  /** What to say where the end is met. */
  readonly endReason: string
}

export function createByteCursor(file: OpenFile, stretch: Stretch): ByteCursor {
  const buffer = new Uint8Array(
    Math.min(bufferBytes, Math.max(0, stretch.endBytes - stretch.startBytes)),
  )
  const view = new DataView(buffer.buffer)
  // the buffer holds `filled` bytes, the first of which stands at `base` of the file; the cursor is at `at` of the buffer
  let base = stretch.startBytes
  let filled = 0
  let at = 0

  const leftBytes = (): number => stretch.endBytes - base - at
  const mustBeLeft = (byteCount: number): void => {
    if (byteCount > leftBytes()) throw new ParseError(stretch.endReason)
  }
  const readOn = async (): Promise<void> => {
    const roomBytes = Math.min(buffer.length, stretch.endBytes - base)
    const got = await file.read(buffer.subarray(filled, roomBytes), base + filled)
    if (got <= 0) throw new ParseError('the file became shorter while it was read')
    filled += got
  }
  return {
    view,
    leftBytes,
    positionBytes: () => base + at,
    has: (byteCount) => byteCount <= filled - at,
    fill: async (byteCount) => {
      mustBeLeft(byteCount)
      buffer.copyWithin(0, at, filled)
      base += at
      filled = Math.max(0, filled - at)
      at = 0
      while (filled < byteCount) await readOn()
    },
    skip: (byteCount) => {
      if (byteCount > filled - at) {
        mustBeLeft(byteCount)
        base += at + byteCount
        at = 0
        filled = 0
      } else at += byteCount
    },
    advance: (byteCount) => {
      at += byteCount
      return at - byteCount
    },
    bytes: (byteCount) => {
      at += byteCount
      return buffer.subarray(at - byteCount, at)
    },
  }
}
