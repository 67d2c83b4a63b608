import { ParseError } from '../../../shared/parse.ts'
import type { OpenFile } from '../../host/host.ts'
import { createByteCursor } from './byte-cursor.ts'
import {
  defaultAlignmentBytes,
  maxAlignmentBytes,
  maxHeaderBytes,
  maxKeptBytes,
  maxMetadataPairs,
  maxTensors,
} from './gguf-limits.ts'
import { readMetadata } from './gguf-metadata.ts'
import { readCount, type GgufSource } from './gguf-source.ts'
import { leastEntryBytes, placeTensors, readTensorEntries } from './gguf-tensors.ts'
import type { GgufHeader, Metadata } from './model-header.ts'
import { seemsToBe, sniffedBytes } from './seems-to-be.ts'

export interface GgufOptions {
  /** The header is wanted even where the data behind it are not all there. */
  readonly mayBeCut?: boolean
}

/** The header of one file (spec: ggml/docs/gguf.md). Throws ParseError where it is none, damaged or cut off. */
export async function readGguf(file: OpenFile, options: GgufOptions = {}): Promise<GgufHeader> {
  const { version, isLittleEndian } = await readStart(file)
  const source = sourceOf(file, version, isLittleEndian)
  const tensorCount = await readCount(source, 'tensors', leastEntryBytes(source), maxTensors)
  const pairCount = await readCount(
    source,
    'pairs of metadata',
    source.lengthBytes + 4 + 1,
    maxMetadataPairs,
  )
  const metadata = await readMetadata(source, pairCount)
  const entries = await readTensorEntries(source, tensorCount)
  const alignmentBytes = alignmentOf(metadata)
  const headerBytes = source.cursor.positionBytes()
  const dataOffsetBytes = Math.ceil(headerBytes / alignmentBytes) * alignmentBytes
  const place = { dataOffsetBytes, fileBytes: file.sizeBytes, mayBeCut: options.mayBeCut ?? false }
  const tensors = placeTensors(entries, place)
  const unknownTypes = new Set(
    tensors.map(({ type }) => type).filter((type) => type.startsWith('type ')),
  )
  return {
    kind: 'gguf',
    version,
    byteOrder: isLittleEndian ? 'little' : 'big',
    metadata,
    tensors,
    files: [{ dataOffsetBytes, fileBytes: file.sizeBytes }],
    unknownTypes: [...unknownTypes],
  }
}

const startBytes = 8

interface Start {
  readonly version: number
  readonly isLittleEndian: boolean
}

// 47 47 55 46 ("GGUF" in either byte order), then the version
async function readStart(file: OpenFile): Promise<Start> {
  const bytes = new Uint8Array(sniffedBytes)
  const head = bytes.subarray(0, await file.read(bytes, 0))
  if (!isGguf(head)) throw new ParseError(`not a GGUF file: ${seemsToBe(head, file.sizeBytes)}`)
  if (head.length < startBytes)
    throw new ParseError('the file is cut off: nothing is there but its first bytes')
  const view = new DataView(head.buffer)
  const little = view.getUint32(4, true)
  // how llama.cpp tells a file of the other byte order: no version has only its upper half
  const isLittleEndian = (little & 0xffff) !== 0 || little === 0
  const version = isLittleEndian ? little : view.getUint32(4, false)
  if (version < 1 || version > 3) throw new ParseError(`GGUF of version ${version} is not known`)
  return { version, isLittleEndian }
}

/** By its first four bytes. */
export const isGguf = (head: Uint8Array): boolean =>
  head[0] === 0x47 && head[1] === 0x47 && head[2] === 0x55 && head[3] === 0x46

function sourceOf(file: OpenFile, version: number, isLittleEndian: boolean): GgufSource {
  const isLong = file.sizeBytes > maxHeaderBytes
  const endReason = isLong
    ? `the file is damaged, or longer than ${maxHeaderBytes} bytes in its header`
    : 'the file is cut off or damaged: it ends within its header'
  const endBytes = isLong ? maxHeaderBytes : file.sizeBytes
  const cursor = createByteCursor(file, { startBytes, endBytes, endReason })
  let keptBytes = 0
  return {
    cursor,
    endReason,
    isLittleEndian,
    lengthBytes: version === 1 ? 4 : 8,
    keep: (byteCount) => {
      keptBytes += byteCount
      if (keptBytes > maxKeptBytes)
        throw new ParseError(`its metadata are longer than ${maxKeptBytes} bytes`)
    },
  }
}

function alignmentOf(metadata: Metadata): number {
  const alignment = metadata.get('general.alignment') ?? defaultAlignmentBytes
  const isPowerOfTwo = typeof alignment === 'number' && Number.isInteger(Math.log2(alignment))
  if (isPowerOfTwo && alignment >= 1 && alignment <= maxAlignmentBytes) return alignment
  throw new ParseError('"general.alignment" is no power of two')
}
