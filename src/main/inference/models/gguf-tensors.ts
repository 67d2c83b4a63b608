import { ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'
import { maxDimensions, maxTensorNameBytes } from './gguf-limits.ts'
import { lengthAt, readName, readU32, u32At, u64At, type GgufSource } from './gguf-source.ts'
import type { Tensor } from './model-header.ts'
import { rowBytes, tensorTypeOfId } from './tensor-types.ts'

/** A tensor as its file writes it. */
interface TensorEntry {
  readonly name: string
  readonly dimensions: readonly number[]
  readonly typeId: number
  /** From the beginning of the data. */
  readonly offsetBytes: number
}

/** The least that an entry takes: the length of its name, the count of its dimensions, its type and its offset. */
export const leastEntryBytes = ({ lengthBytes }: GgufSource): number => lengthBytes + 4 + 4 + 8

export async function readTensorEntries(
  source: GgufSource,
  count: number,
): Promise<readonly TensorEntry[]> {
  const entries: TensorEntry[] = []
  const names = new Set<string>()
  for (let index = 0; index < count; index += 1) {
    const entry = await readTensorEntry(source)
    // as llama.cpp does
    if (names.has(entry.name)) throw new ParseError(`it has two tensors ${quoted(entry)}`)
    names.add(entry.name)
    entries.push(entry)
  }
  return entries
}

async function readTensorEntry(source: GgufSource): Promise<TensorEntry> {
  const name = await readName(source, 'the name of a tensor', maxTensorNameBytes)
  const dimensionCount = await readU32(source)
  if (dimensionCount > maxDimensions)
    throw new ParseError(
      `the tensor ${quoted({ name })} has ${dimensionCount} dimensions: more than ${maxDimensions} are not known`,
    )
  const restBytes = dimensionCount * source.lengthBytes + 4 + 8
  if (!source.cursor.has(restBytes)) await source.cursor.fill(restBytes)
  const dimensions = Array.from({ length: dimensionCount }, () => lengthAt(source))
  return { name, dimensions, typeId: u32At(source), offsetBytes: u64At(source) }
}

const quoted = ({ name }: { readonly name: string }): string => `"${printable(name, 64)}"`

/** Where the data of a file lie, and whether they may end before their time: then the header is all that is wanted. */
interface DataPlace {
  readonly dataOffsetBytes: number
  readonly fileBytes: number
  readonly mayBeCut: boolean
}

/** The entries with their bytes, in the order of the file. Throws ParseError where the file cannot hold them. */
export function placeTensors(entries: readonly TensorEntry[], place: DataPlace): readonly Tensor[] {
  const known = entries.map((entry) => ({ entry, bytes: bytesOf(entry) }))
  const inOrder = [...known].sort(
    (a, b) => a.entry.offsetBytes - b.entry.offsetBytes || (a.bytes ?? 1) - (b.bytes ?? 1),
  )
  const endOfData = place.fileBytes - place.dataOffsetBytes
  const bytesByName = new Map<string, number>()
  let end = 0
  for (const [index, { entry, bytes }] of inOrder.entries()) {
    if (entry.offsetBytes < end)
      throw new ParseError(`the tensor ${quoted(entry)} lies in the bytes of another`)
    const next = inOrder[index + 1]?.entry.offsetBytes ?? endOfData
    const taken = bytes ?? next - entry.offsetBytes
    if (taken < 0 && place.mayBeCut)
      throw new ParseError(
        `how long the tensor ${quoted(entry)} is cannot be told: its type (${entry.typeId}) is unknown, and the file is cut off`,
      )
    end = entry.offsetBytes + Math.max(0, taken)
    bytesByName.set(entry.name, taken)
  }
  if (!Number.isSafeInteger(end)) throw new ParseError('its tensors are too large to be counted')
  if (end > endOfData && entries.length > 0 && !place.mayBeCut)
    throw new ParseError(
      `the file is cut off: ${place.fileBytes} of ${place.dataOffsetBytes + end} bytes are there`,
    )
  return entries.map((entry) => ({
    name: entry.name,
    dimensions: entry.dimensions,
    type: tensorTypeOfId(entry.typeId)?.name ?? `type ${entry.typeId}`,
    bytes: bytesByName.get(entry.name) ?? 0,
    offsetBytes: entry.offsetBytes,
    fileIndex: 0,
  }))
}

/** By its type and its dimensions; null where its type is unknown. */
function bytesOf(entry: TensorEntry): number | null {
  const elements = entry.dimensions.reduce((product, dimension) => product * dimension, 1)
  if (!entry.dimensions.every(Number.isSafeInteger) || !Number.isSafeInteger(elements))
    throw new ParseError(`the dimensions of the tensor ${quoted(entry)} are too large`)
  const type = tensorTypeOfId(entry.typeId)
  if (type === null) return null
  const [rowElements = 1, ...rest] = entry.dimensions
  if (rowElements % type.blockElements !== 0)
    throw new ParseError(
      `the rows of the tensor ${quoted(entry)} have ${rowElements} elements, which are no whole blocks of ${type.name}`,
    )
  const rows = rest.reduce((product, dimension) => product * dimension, 1)
  return rowBytes(type, rowElements) * rows
}
