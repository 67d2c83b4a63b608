import { ParseError } from '../../../shared/parse.ts'
import type { ByteCursor } from './byte-cursor.ts'

/** A GGUF file behind its first eight bytes, which tell how the rest is written. */
export interface GgufSource {
  readonly cursor: ByteCursor
  readonly isLittleEndian: boolean
  /** Version 1 writes counts, lengths and dimensions in 4 bytes, the later ones in 8. */
  readonly lengthBytes: 4 | 8
  /** What to say where its end is met. */
  readonly endReason: string
  /** Throws ParseError where more is kept of the file than we admit. */
  keep(byteCount: number): void
}

export const u32At = ({ cursor, isLittleEndian }: GgufSource): number =>
  cursor.view.getUint32(cursor.advance(4), isLittleEndian)

/** The nearest number: beyond 2^53 it is not exact. */
export function u64At({ cursor, isLittleEndian }: GgufSource): number {
  const at = cursor.advance(8)
  const low = cursor.view.getUint32(isLittleEndian ? at : at + 4, isLittleEndian)
  const high = cursor.view.getUint32(isLittleEndian ? at + 4 : at, isLittleEndian)
  return high * 2 ** 32 + low
}

/** As `u64At`. */
export function i64At({ cursor, isLittleEndian }: GgufSource): number {
  const at = cursor.advance(8)
  const low = cursor.view.getUint32(isLittleEndian ? at : at + 4, isLittleEndian)
  const high = cursor.view.getInt32(isLittleEndian ? at + 4 : at, isLittleEndian)
  return high * 2 ** 32 + low
}

/** A count, a length or a dimension: its bytes must be in the buffer. */
export const lengthAt = (source: GgufSource): number =>
  source.lengthBytes === 8 ? u64At(source) : u32At(source)

export async function readU32(source: GgufSource): Promise<number> {
  if (!source.cursor.has(4)) await source.cursor.fill(4)
  return u32At(source)
}

export async function readLength(source: GgufSource): Promise<number> {
  if (!source.cursor.has(source.lengthBytes)) await source.cursor.fill(source.lengthBytes)
  return lengthAt(source)
}

/** A foreign count, as it is told. */
export const countText = (count: number): string =>
  Number.isSafeInteger(count) ? String(count) : 'more than 2^53'

/** A count of things that take at least `leastBytes` each. Throws ParseError where the file cannot hold them, or we admit no more. */
export async function readCount(
  source: GgufSource,
  what: string,
  leastBytes: number,
  maxCount = Number.MAX_SAFE_INTEGER,
): Promise<number> {
  const count = await readLength(source)
  if (count * leastBytes > source.cursor.leftBytes())
    throw new ParseError(`${source.endReason}, which claims ${countText(count)} ${what}`)
  if (count > maxCount)
    throw new ParseError(`the file claims ${count} ${what}: more than ${maxCount} are not read`)
  return count
}

// a mark at the beginning of a text is part of it
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** A short text whole. Throws ParseError where it is longer. */
export async function readName(
  source: GgufSource,
  what: string,
  maxBytes: number,
): Promise<string> {
  const byteCount = await readLength(source)
  if (byteCount > maxBytes)
    throw new ParseError(`${what} of ${countText(byteCount)} bytes is longer than ${maxBytes}`)
  if (!source.cursor.has(byteCount)) await source.cursor.fill(byteCount)
  source.keep(byteCount)
  return decoder.decode(source.cursor.bytes(byteCount))
}

/** A text, of which no more than its beginning is kept. */
export async function readText(source: GgufSource, maxBytes: number): Promise<string> {
  const byteCount = await readLength(source)
  const keptBytes = Math.min(byteCount, maxBytes)
  if (!source.cursor.has(keptBytes)) await source.cursor.fill(keptBytes)
  source.keep(keptBytes)
  // as a stream: a letter that is cut in the middle is left out
  const text =
    keptBytes < byteCount
      ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(source.cursor.bytes(keptBytes), {
          stream: true,
        })
      : decoder.decode(source.cursor.bytes(keptBytes))
  source.cursor.skip(byteCount - keptBytes)
  return text
}
