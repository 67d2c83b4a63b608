import { z } from 'zod/mini'
import { jsonIn, ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'
import type { OpenFile } from '../../host/host.ts'
import { checkJsonShape } from './json-shape.ts'
import type { Tensor } from './model-header.ts'
import { readWhole } from './read-whole.ts'
import { elementBits } from './safetensors-types.ts'
import { seemsToBe, sniffedBytes } from './seems-to-be.ts'

/** The format allows 100 MB. The largest that we know have 12 MB, most of it what a LoRA tells of its training. */
const maxHeaderBytes = 32 * 2 ** 20
/** A mixture with each expert by itself has 60 000 in one model. */
const maxTensors = 131_072
/** No tensor of torch in use has more. */
const maxDimensions = 16
/** The header, a tensor in it, its shape. */
const maxDepth = 3
/** What stands between commas: of a tensor a handful, and the texts of `__metadata__`. */
const maxItems = 16 * maxTensors
/** What a model tells of itself is cut here. */
const maxTextLength = 64 * 2 ** 10

const lengthBytes = 8

/** The header of one file. */
export interface SafetensorsHeader {
  /** Their dimensions as the file has them: the slowest first, other than in a GGUF. Types in small letters: `bf16`. */
  readonly tensors: readonly Tensor[]
  /** What stands in `__metadata__`. */
  readonly metadata: ReadonlyMap<string, string>
  readonly dataOffsetBytes: number
  readonly fileBytes: number
  /** Of these the bytes are taken from the offsets. */
  readonly unknownTypes: readonly string[]
}

const entryForm = z.object({
  dtype: z.string(),
  shape: z.array(z.number()),
  data_offsets: z.tuple([z.number(), z.number()]),
})
const headerForm = z.record(z.string(), z.unknown())
const metadataForm = z.record(z.string(), z.string())

/** The header of one file, at `fileIndex` of its model. Throws ParseError where it is none, damaged or cut off. */
export async function readSafetensors(file: OpenFile, fileIndex = 0): Promise<SafetensorsHeader> {
  const jsonBytes = await readLength(file)
  const text = await readWhole(file, lengthBytes, jsonBytes)
  checkJsonShape(text, { maxDepth, maxItems })
  const { __metadata__: told, ...entries } = headerIn(text)
  const dataOffsetBytes = lengthBytes + jsonBytes
  const names = Object.keys(entries)
  if (names.length > maxTensors)
    throw new ParseError(`it has ${names.length} tensors: more than ${maxTensors} are not read`)
  const tensors = names.map((name) => tensorIn(name, entries[name], fileIndex))
  checkPlaces(tensors, dataOffsetBytes, file.sizeBytes)
  const unknownTypes = tensors.filter(({ type }) => elementBits(type.toUpperCase()) === null)
  return {
    tensors,
    metadata: metadataIn(told),
    dataOffsetBytes,
    fileBytes: file.sizeBytes,
    unknownTypes: [...new Set(unknownTypes.map(({ type }) => type))],
  }
}

// the length of the JSON in 8 bytes, lower first, then the JSON: {"__metadata__":{…},"a.weight":{"dtype":"BF16","shape":[2,3],"data_offsets":[0,12]}}
async function readLength(file: OpenFile): Promise<number> {
  const bytes = new Uint8Array(sniffedBytes)
  const head = bytes.subarray(0, await file.read(bytes, 0))
  if (head[lengthBytes] !== 0x7b)
    throw new ParseError(`not a safetensors file: ${seemsToBe(head, file.sizeBytes)}`)
  const view = new DataView(head.buffer)
  const jsonBytes = view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true)
  if (jsonBytes > maxHeaderBytes)
    throw new ParseError(`its header is damaged, or longer than ${maxHeaderBytes} bytes`)
  if (lengthBytes + jsonBytes > file.sizeBytes)
    throw new ParseError('the file is cut off or damaged: it ends within its header')
  return jsonBytes
}

function headerIn(text: string): Readonly<Record<string, unknown>> {
  const header = headerForm.safeParse(jsonIn(text))
  if (header.success) return header.data
  throw new ParseError('its header is no list of tensors')
}

function metadataIn(told: unknown): ReadonlyMap<string, string> {
  const metadata = metadataForm.safeParse(told ?? {})
  if (!metadata.success) throw new ParseError('its "__metadata__" are not texts')
  const pairs = Object.entries(metadata.data)
  return new Map(pairs.map(([key, value]) => [key, value.slice(0, maxTextLength)]))
}

const quoted = (name: string): string => `"${printable(name, 80)}"`

function tensorIn(name: string, value: unknown, fileIndex: number): Tensor {
  const entry = entryForm.safeParse(value)
  if (!entry.success) throw new ParseError(`its header does not tell the tensor ${quoted(name)}`)
  const { dtype, shape, data_offsets: offsets } = entry.data
  const [begin, end] = offsets
  const isWhole = [...shape, begin, end].every((one) => Number.isSafeInteger(one) && one >= 0)
  if (!isWhole || shape.length > maxDimensions || begin > end)
    throw new ParseError(`the place or the shape of the tensor ${quoted(name)} is none`)
  const bits = elementBits(dtype)
  const bytes = end - begin
  const elements = shape.reduce((product, dimension) => product * dimension, 1)
  if (bits !== null && elements * bits !== bytes * 8)
    throw new ParseError(
      `the tensor ${quoted(name)} takes ${bytes} bytes, and its shape ${(elements * bits) / 8}`,
    )
  return {
    name,
    dimensions: shape,
    type: printable(dtype, 40).toLowerCase(),
    bytes,
    offsetBytes: begin,
    fileIndex,
  }
}

function checkPlaces(tensors: readonly Tensor[], dataOffsetBytes: number, fileBytes: number): void {
  const inOrder = [...tensors].sort((a, b) => a.offsetBytes - b.offsetBytes || a.bytes - b.bytes)
  let end = 0
  for (const { name, offsetBytes, bytes } of inOrder) {
    if (offsetBytes < end)
      throw new ParseError(`the tensor ${quoted(name)} lies in the bytes of another`)
    end = offsetBytes + bytes
  }
  if (dataOffsetBytes + end > fileBytes)
    throw new ParseError(
      `the file is cut off: ${fileBytes} of ${dataOffsetBytes + end} bytes are there`,
    )
}
