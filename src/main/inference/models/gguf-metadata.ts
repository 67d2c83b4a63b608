import { ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'
import {
  innerListBytes,
  maxKeptItems,
  maxKeyBytes,
  maxListDepth,
  maxTextBytes,
} from './gguf-limits.ts'
import {
  i64At,
  lengthAt,
  readCount,
  readName,
  readText,
  readU32,
  u32At,
  u64At,
  type GgufSource,
} from './gguf-source.ts'
import type { Metadata, MetadataValue } from './model-header.ts'

interface Scalar {
  readonly bytes: number
  /** Its bytes must be in the buffer. */
  at(source: GgufSource): number
}

const boolId = 7
const textId = 8
const listId = 9

/** By the id in the file (`gguf_type` of ggml/include/gguf.h). */
const scalars: ReadonlyMap<number, Scalar> = new Map([
  [0, { bytes: 1, at: ({ cursor }) => cursor.view.getUint8(cursor.advance(1)) }],
  [1, { bytes: 1, at: ({ cursor }) => cursor.view.getInt8(cursor.advance(1)) }],
  [2, { bytes: 2, at: (s) => s.cursor.view.getUint16(s.cursor.advance(2), s.isLittleEndian) }],
  [3, { bytes: 2, at: (s) => s.cursor.view.getInt16(s.cursor.advance(2), s.isLittleEndian) }],
  [4, { bytes: 4, at: u32At }],
  [5, { bytes: 4, at: (s) => s.cursor.view.getInt32(s.cursor.advance(4), s.isLittleEndian) }],
  [6, { bytes: 4, at: (s) => s.cursor.view.getFloat32(s.cursor.advance(4), s.isLittleEndian) }],
  [boolId, { bytes: 1, at: ({ cursor }) => cursor.view.getUint8(cursor.advance(1)) }],
  [10, { bytes: 8, at: u64At }],
  [11, { bytes: 8, at: i64At }],
  [12, { bytes: 8, at: (s) => s.cursor.view.getFloat64(s.cursor.advance(8), s.isLittleEndian) }],
])

export async function readMetadata(source: GgufSource, pairCount: number): Promise<Metadata> {
  const metadata = new Map<string, MetadataValue>()
  for (let index = 0; index < pairCount; index += 1) {
    const key = await readName(source, 'a key of its metadata', maxKeyBytes)
    // as llama.cpp does
    if (metadata.has(key)) throw new ParseError(`its metadata has ${quoted(key)} twice`)
    metadata.set(key, await readValue(source, key))
  }
  return metadata
}

const quoted = (name: string): string => `"${printable(name)}"`

async function readValue(source: GgufSource, key: string): Promise<MetadataValue> {
  const type = await readU32(source)
  if (type === listId) return readList(source, key, 1)
  if (type === textId) return readText(source, maxTextBytes)
  const scalar = scalarOf(type, key)
  if (!source.cursor.has(scalar.bytes)) await source.cursor.fill(scalar.bytes)
  const value = scalar.at(source)
  return type === boolId ? value !== 0 : value
}

function scalarOf(type: number, key: string): Scalar {
  const scalar = scalars.get(type)
  if (scalar === undefined)
    throw new ParseError(`the value of ${quoted(key)} is of an unknown type (${type})`)
  return scalar
}

async function readList(source: GgufSource, key: string, depth: number): Promise<MetadataValue> {
  if (depth > maxListDepth)
    throw new ParseError(`${quoted(key)} has lists in lists, deeper than ${maxListDepth}`)
  const type = await readU32(source)
  const what = `items of ${quoted(key)}`
  switch (type) {
    case textId: {
      const itemCount = await readCount(source, what, source.lengthBytes)
      await skipTexts(source, itemCount)
      return { itemCount }
    }
    case listId: {
      const itemCount = await readCount(source, what, 4 + source.lengthBytes)
      for (let index = 0; index < itemCount; index += 1) {
        source.keep(innerListBytes)
        await readList(source, key, depth + 1)
      }
      return { itemCount }
    }
  }
  const scalar = scalarOf(type, key)
  const itemCount = await readCount(source, what, scalar.bytes)
  if (itemCount > maxKeptItems) {
    source.cursor.skip(itemCount * scalar.bytes)
    return { itemCount }
  }
  const numbers = await readNumbers(source, scalar, itemCount)
  return type === boolId ? numbers.map((value) => value !== 0) : numbers
}

/** A vocabulary has half a million of them: what is in the buffer is passed over without waiting. */
async function skipTexts(source: GgufSource, count: number): Promise<void> {
  const { cursor, lengthBytes } = source
  for (let index = 0; index < count; index += 1) {
    if (!cursor.has(lengthBytes)) await cursor.fill(lengthBytes)
    cursor.skip(lengthAt(source))
  }
}

async function readNumbers(
  source: GgufSource,
  scalar: Scalar,
  count: number,
): Promise<readonly number[]> {
  const byteCount = count * scalar.bytes
  if (!source.cursor.has(byteCount)) await source.cursor.fill(byteCount)
  source.keep(byteCount)
  return Array.from({ length: count }, () => scalar.at(source))
}
