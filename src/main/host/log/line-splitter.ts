const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Whole lines with their ends. */
export interface SplitLines {
  readonly text: string
  /** What was left out of lines that are too long. */
  readonly skippedBytes: number
  /** How many bytes of the last chunk belong to these lines; the rest of it is kept for the next ones. */
  readonly wholeBytes: number
}

/** Makes whole lines of bytes, however these are cut into chunks. It never keeps more than the longest line allowed. */
export interface LineSplitter {
  /** The lines that end in this chunk; null where none does. The chunk may be used for other things afterwards. */
  push(chunk: Buffer): SplitLines | null
  /**
   * Nothing follows for now: the line that ends in the \r that came last; null where there is none. A \n that comes later
   * after all stands alone.
   */
  pause(): SplitLines | null
  /** What has no end so far; null where there is nothing. What comes later begins a new line. */
  end(): SplitLines | null
}

/**
 * `maxLineBytes`: of a line without its end. `dropsFirst`: what stands before the first line's end is a part of a line, and
 * is not told.
 */
export function createLineSplitter(maxLineBytes: number, dropsFirst: boolean): LineSplitter {
  let open: OpenLine = nothing
  let isDropping = dropsFirst
  // a \r that ended the last chunk: the \n of a \r\n may follow
  let isHeld = false

  const end = (): SplitLines | null => {
    const text = isDropping ? '' : open.head.toString('utf8') + (isHeld ? '\r' : '')
    const { skippedBytes } = open
    if (isHeld) isDropping = false
    open = nothing
    isHeld = false
    return text === '' ? null : { text, skippedBytes, wholeBytes: 0 }
  }
  return {
    push: (chunk) => {
      if (chunk.length === 0) return null
      const bytes = isHeld ? Buffer.concat([heldBytes, chunk]) : chunk
      isHeld = bytes.at(-1) === carriageReturn
      const sure = isHeld ? bytes.subarray(0, -1) : bytes
      const wholeEnd = lastEnd(sure) + 1
      const rest = withoutNuls(sure.subarray(wholeEnd))
      if (wholeEnd === 0) {
        if (!isDropping) open = withMore(open, rest, maxLineBytes)
        return null
      }
      const begin = isDropping ? firstEnd(sure) : 0
      const lines = withoutNuls(sure.subarray(begin, wholeEnd))
      const { text, skippedBytes } = closed(open, lines, maxLineBytes)
      open = withMore(nothing, rest, maxLineBytes)
      const wholeText = isDropping ? text.replace(/^(?:\r\n|\r|\n)/, '') : text
      isDropping = false
      if (wholeText === '') return null
      return { text: wholeText, skippedBytes, wholeBytes: wholeEnd - (bytes.length - chunk.length) }
    },
    pause: () => (isHeld ? end() : null),
    end,
  }
}

/** A line without its end so far. */
interface OpenLine {
  readonly head: Buffer
  /** Not 0: its head is complete, and all that comes is left out. */
  readonly skippedBytes: number
}
const nothing: OpenLine = { head: Buffer.alloc(0), skippedBytes: 0 }
const heldBytes = Buffer.from([carriageReturn])

function withMore({ head, skippedBytes }: OpenLine, bytes: Buffer, maxBytes: number): OpenLine {
  if (bytes.length === 0) return { head, skippedBytes }
  if (skippedBytes > 0) return { head, skippedBytes: skippedBytes + bytes.length }
  const joined = Buffer.concat([head, bytes])
  if (joined.length <= maxBytes) return { head: joined, skippedBytes: 0 }
  const kept = Buffer.from(wholeCharacters(joined.subarray(0, maxBytes)))
  return { head: kept, skippedBytes: joined.length - kept.length }
}

type Lines = Pick<SplitLines, 'text' | 'skippedBytes'>

/** The open line and the lines that end it and follow it; `lines` ends with a line's end. */
function closed(open: OpenLine, lines: Buffer, maxBytes: number): Lines {
  if (open.head.length === 0) return cut(lines, maxBytes)
  if (open.skippedBytes === 0) return cut(Buffer.concat([open.head, lines]), maxBytes)
  const end = firstEnd(lines)
  const { text, skippedBytes } = cut(lines.subarray(end), maxBytes)
  return {
    text: open.head.toString('utf8') + text,
    skippedBytes: open.skippedBytes + end + skippedBytes,
  }
}

/** Goes through the bytes in steps of whole lines as long as may be: short lines are not looked at one by one. */
function cut(lines: Buffer, maxBytes: number): Lines {
  const kept: string[] = []
  let skippedBytes = 0
  for (let at = 0; at < lines.length;) {
    const step = lines.subarray(at, at + maxBytes + 1)
    const end = at + step.length === lines.length ? step.length : lastEnd(step) + 1
    if (end > 0) {
      kept.push(step.toString('utf8', 0, end))
      at += end
    } else {
      const head = wholeCharacters(step.subarray(0, maxBytes))
      kept.push(head.toString('utf8'))
      const behind = at + maxBytes + firstEnd(lines.subarray(at + maxBytes))
      skippedBytes += behind - at - head.length
      at = behind
    }
  }
  return { text: kept.join(''), skippedBytes }
}

const lastEnd = (bytes: Buffer): number =>
  Math.max(bytes.lastIndexOf(lineFeed), bytes.lastIndexOf(carriageReturn))

/** Where the first line's end stands; the length where there is none. */
function firstEnd(bytes: Buffer): number {
  const feed = bytes.indexOf(lineFeed)
  const before = feed === -1 ? bytes : bytes.subarray(0, feed)
  const back = before.indexOf(carriageReturn)
  return back === -1 ? before.length : back
}

/** Without a UTF-8 character that is cut off at its end. */
function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? bytes.subarray(0, bytes.length - back) : bytes
    }
  }
  return bytes
}

/** A writer that keeps its place in a truncated file leaves nothing but NULs before it. */
function withoutNuls(bytes: Buffer): Buffer {
  if (!bytes.includes(0)) return bytes
  return Buffer.from(bytes.filter((byte) => byte !== 0))
}
