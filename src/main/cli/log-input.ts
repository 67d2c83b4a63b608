import { createReadStream } from 'node:fs'
import { addAbortSignal, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { reasonOf } from '../host/attempt.ts'
import { createLineSplitter, type SplitLines } from '../host/log/line-splitter.ts'
import { maxLineBytes } from '../host/log/open-log.ts'
import { UsageError } from '../../shared/exit-code.ts'

/** So much of a log is in memory at a time. */
const pieceBytes = 256 * 2 ** 10

type Bytes = AsyncIterable<Buffer>

/**
 * The whole lines of a log, in pieces; the last may lack its end. `stop` ends it as if it were over. Throws UsageError where it
 * cannot be read.
 */
export async function* linesOf(path: string, stop: AbortSignal): AsyncGenerator<SplitLines> {
  const splitter = createLineSplitter(maxLineBytes, false)
  try {
    for await (const chunk of decoded(bytesOf(path, stop), true)) {
      const lines = splitter.push(chunk)
      if (lines !== null) yield lines
    }
  } catch (error) {
    // ENOENT, EACCES, EISDIR, EIO; Z_DATA_ERROR, Z_BUF_ERROR: a compressed file that is broken, or is not whole
    if (!stop.aborted) throw new UsageError(`${nameOf(path)}: ${readingReason(error)}`)
  }
  const last = splitter.end()
  if (last !== null) yield last
}

const nameOf = (path: string): string => (path === '-' ? 'standard input' : path)

const readingReason = (error: unknown): string =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
    ? 'it is compressed, and broken or cut off'
    : reasonOf(error)

const bytesOf = (path: string, signal: AbortSignal): Bytes =>
  path === '-'
    ? addAbortSignal(signal, process.stdin)
    : createReadStream(path, { highWaterMark: pieceBytes, signal })

/** What its first bytes show: compressed by gzip, UTF-16 (what PowerShell writes), a mark before UTF-8; else as it is. */
async function* decoded(bytes: Bytes, mayBeCompressed: boolean): AsyncGenerator<Buffer> {
  const pieces = bytes[Symbol.asyncIterator]()
  const head = await firstOf(pieces)
  const all = rejoined(head, pieces)
  if (mayBeCompressed && begins(head, [0x1f, 0x8b])) yield* decoded(uncompressed(all), false)
  else if (begins(head, [0xff, 0xfe])) yield* transcoded(all, 'utf-16le')
  else if (begins(head, [0xfe, 0xff])) yield* transcoded(all, 'utf-16be')
  else yield* begins(head, [0xef, 0xbb, 0xbf]) ? rejoined(head.subarray(3), pieces) : all
}

const begins = (bytes: Buffer, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte)

/** As many pieces as it takes to know what it is. */
async function firstOf(pieces: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0)
  while (head.length < 3) {
    const next = await pieces.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  return head
}

async function* rejoined(head: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    yield next.value
  }
}

function uncompressed(bytes: AsyncGenerator<Buffer>): Bytes {
  const source = Readable.from(bytes)
  const gunzip = createGunzip({ chunkSize: pieceBytes })
  source.on('error', (error) => gunzip.destroy(error))
  return source.pipe(gunzip)
}

async function* transcoded(
  bytes: AsyncGenerator<Buffer>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of bytes) yield Buffer.from(decoder.decode(piece, { stream: true }))
  yield Buffer.from(decoder.decode())
}
