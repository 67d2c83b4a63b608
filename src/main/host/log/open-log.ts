import { constants, type Stats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { Refusal } from '../attempt.ts'
import type { LogPosition } from '../host.ts'
import type { Age } from './decide.ts'
import { createLineSplitter, type SplitLines } from './line-splitter.ts'
import { markOf, maxMarkBytes, tailBehind, type Mark } from './mark.ts'

/** So much of a log is in memory at a time. */
const maxReadBytes = 512 * 2 ** 10
/** And so much of it becomes a text at once: longer ones V8 keeps apart from all others, where making one takes six times as long. */
export const maxPieceBytes = 60 * 2 ** 10
/** Of a longer line only the beginning is told. */
export const maxLineBytes = 64 * 2 ** 10

/** Of what is not read within a second or two at its opening; a server of the worst kind writes it in a day. */
const maxUnreadBytes = 64 * 2 ** 20

export interface FileNumber {
  readonly device: number
  readonly inode: number
}

/** Lines that were read, and where the reading stands behind them. */
export interface ReadLines extends Pick<SplitLines, 'text' | 'skippedBytes'> {
  readonly position: LogPosition
  readonly isBacklog: boolean
  readonly isKnown: boolean
  readonly modifiedAtMs: number
}

export type LogStep =
  | { readonly kind: 'lines'; readonly lines: ReadLines }
  /** Something has come, but no whole line. */
  | { readonly kind: 'bytes' }
  /** There is no more. */
  | { readonly kind: 'end'; readonly isDeleted: boolean }
  /** It is not what it was: cut, and perhaps written anew. */
  | { readonly kind: 'cut' }

/** A file that is read as a log, from a place on. */
export interface OpenLog extends FileNumber {
  /** Whose file it is. */
  readonly userId: number
  /** It was to be read from an earlier place, but too much stands behind that. */
  readonly hasGap: boolean
  /** Where it was opened. */
  readonly path: string
  /** Where the log stands that it belongs to, or belonged to, without links. */
  readonly home: string
  /** It was made before the log was cut, and nobody writes to it. */
  readonly isCopy: boolean
  /** The next of what is new. `found`: how its file has just been seen, which saves asking once more. */
  read(found?: FoundSize): Promise<LogStep>
  /** What has no line's end, as it will get none; null where there is nothing. */
  rest(): ReadLines | null
  /** On from its beginning. */
  restart(): void
  position(): LogPosition
  /** Behind all that was read, told or not. */
  readMark(): Mark
  /** As it was when all of it had been read. */
  seen(): Seen
  bytesAt(offset: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

export type FoundSize = Pick<Seen, 'sizeBytes' | 'modifiedAtMs'>

export interface Seen extends Age {
  readonly sizeBytes: number
}

export interface OpenAt extends Pick<OpenLog, 'path' | 'home' | 'isCopy'> {
  readonly offsetBytes: number
  /** `offsetBytes` is in the middle of a line. */
  readonly dropsFirst: boolean
  /** Of more than `maxUnreadBytes` behind that place only the last `lastBytes` are read. */
  readonly lastBytes: number
  /** How much of it was there before. */
  readonly backlogBytes: (file: Stats) => number
}

export async function openLog(at: OpenAt): Promise<OpenLog> {
  const handle = await openFile(at.path)
  try {
    return await readFrom(handle, at)
  } catch (error) {
    // any error: it is not followed, so it is not kept open
    await handle.close()
    throw error
  }
}

/** A FIFO without a writer would wait for one, but for O_NONBLOCK. */
export async function openFile(path: string): Promise<FileHandle> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const file = await handle.stat()
  if (file.isFile()) return handle
  await handle.close()
  throw new Refusal(refusalOf(file))
}

export const refusalOf = (file: Pick<Stats, 'isDirectory'>): string =>
  file.isDirectory() ? 'it is a folder' : 'it is not a file'

export async function bytesOf(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  const { bytesRead } = await handle.read(buffer, 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

/** Where it stands in the file, and what stands before: by it a file is known that was cut and has grown again. */
interface Place {
  readonly offset: number
  readonly tail: Buffer
}
const beginning: Place = { offset: 0, tail: Buffer.alloc(0) }

const placeBehind = ({ offset, tail }: Place, bytes: Buffer): Place => ({
  offset: offset + bytes.length,
  tail: tailBehind(tail, bytes),
})

async function placeAt(handle: FileHandle, offset: number): Promise<Place> {
  const length = Math.min(offset, maxMarkBytes)
  const tail = Buffer.from(await bytesOf(handle, offset - length, length))
  return tail.length === length ? { offset, tail } : beginning
}

/** The byte before a place tells whether a line begins there. */
function beginOf({ offsetBytes, dropsFirst, lastBytes }: OpenAt, sizeBytes: number) {
  const unreadBytes = sizeBytes - offsetBytes
  if (unreadBytes <= Math.max(maxUnreadBytes, lastBytes))
    return { offsetBytes, dropsFirst, hasGap: false }
  return { offsetBytes: sizeBytes - lastBytes - 1, dropsFirst: true, hasGap: true }
}

const offsetOf = ({ offset, tail }: Place) => ({ offsetBytes: offset, ...markOf(tail) })

async function readFrom(handle: FileHandle, at: OpenAt): Promise<OpenLog> {
  const first = await handle.stat()
  const number: FileNumber = { device: first.dev, inode: first.ino }
  const { offsetBytes, dropsFirst, hasGap } = beginOf(at, first.size)
  let read = await placeAt(handle, offsetBytes)
  let told = read
  let backlogBytes = at.backlogBytes(first)
  let splitter = createLineSplitter(maxLineBytes, dropsFirst)
  let seenAtMs = first.mtimeMs
  const parts = createParts()
  const position = (): LogPosition => ({ inode: number.inode, ...offsetOf(told) })
  const linesOf = ({ text, skippedBytes }: SplitLines, behind: Place): ReadLines => {
    told = behind
    const piece = { text, skippedBytes, position: position(), modifiedAtMs: seenAtMs }
    return { ...piece, isBacklog: told.offset <= backlogBytes, isKnown: false }
  }
  const take = (fresh: Buffer): LogStep => {
    const before = read
    read = placeBehind(before, fresh)
    const split = splitter.push(fresh)
    if (split === null) return { kind: 'bytes' }
    const behind = placeBehind(before, fresh.subarray(0, split.wholeBytes))
    return { kind: 'lines', lines: linesOf(split, behind) }
  }
  const lastOf = (split: SplitLines | null): ReadLines | null =>
    split === null ? null : linesOf(split, read)

  return {
    ...number,
    userId: first.uid,
    hasGap,
    path: at.path,
    home: at.home,
    isCopy: at.isCopy,
    read: async (found) => {
      const part = parts.next()
      if (part.length > 0) return take(part)
      const news = await newsIn(handle, read, seenAtMs, backlogBytes, found)
      if (news === null) return { kind: 'cut' }
      seenAtMs = news.modifiedAtMs
      parts.put(news.fresh)
      if (news.fresh.length > 0) return take(parts.next())
      return endStep(lastOf(splitter.pause()), news.isDeleted)
    },
    rest: () => lastOf(splitter.end()),
    restart: () => {
      read = beginning
      told = beginning
      backlogBytes = 0
      splitter = createLineSplitter(maxLineBytes, false)
    },
    position,
    readMark: () => offsetOf(read),
    seen: () => ({ sizeBytes: read.offset, modifiedAtMs: seenAtMs, bornAtMs: first.birthtimeMs }),
    bytesAt: (offset, length) => bytesOf(handle, offset, length),
    close: () => handle.close(),
  }
}

const endStep = (lines: ReadLines | null, isDeleted: boolean): LogStep =>
  lines === null ? { kind: 'end', isDeleted } : { kind: 'lines', lines }

/** What has been read, in parts that become a text at once. */
function createParts() {
  let bytes = beginning.tail
  return {
    put: (fresh: Buffer): void => {
      bytes = fresh
    },
    /** Empty where nothing is left. */
    next: (): Buffer => {
      const part = bytes.subarray(0, maxPieceBytes)
      bytes = bytes.subarray(maxPieceBytes)
      return part
    },
  }
}

interface News {
  /** What has come, as far as it is read at once. */
  readonly fresh: Buffer
  readonly modifiedAtMs: number
  readonly isDeleted: boolean
}

/** Null where the file is not what it was. */
async function newsIn(
  handle: FileHandle,
  place: Place,
  seenAtMs: number,
  backlogBytes: number,
  found: FoundSize | undefined,
): Promise<News | null> {
  const {
    sizeBytes: size,
    modifiedAtMs,
    isDeleted,
  } = found ? { ...found, isDeleted: false } : await sizeOf(handle)
  if (size < place.offset) return null
  if (size === place.offset && modifiedAtMs === seenAtMs)
    return { fresh: beginning.tail, modifiedAtMs, isDeleted }
  const fresh = await freshBytes(handle, place, upTo(place.offset, size, backlogBytes))
  return fresh === null ? null : { fresh, modifiedAtMs, isDeleted }
}

async function sizeOf(handle: FileHandle): Promise<FoundSize & Pick<News, 'isDeleted'>> {
  const { size: sizeBytes, mtimeMs: modifiedAtMs, nlink } = await handle.stat()
  return { sizeBytes, modifiedAtMs, isDeleted: nlink === 0 }
}

/** A piece never reaches over the end of what was there before. */
function upTo(offset: number, sizeBytes: number, backlogBytes: number): number {
  const end = offset < backlogBytes ? Math.min(sizeBytes, backlogBytes) : sizeBytes
  return Math.min(end, offset + maxReadBytes)
}

/** Null where what stands before is not what stood there: both are read at once. */
async function freshBytes(
  handle: FileHandle,
  { offset, tail }: Place,
  end: number,
): Promise<Buffer | null> {
  const bytes = await bytesOf(handle, offset - tail.length, tail.length + end - offset)
  const isSame = bytes.length >= tail.length && bytes.subarray(0, tail.length).equals(tail)
  return isSame ? bytes.subarray(tail.length) : null
}
