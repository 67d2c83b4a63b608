import type { OpenFile } from '../src/main/host/host.ts'
import { rowBytes, tensorTypeOfId } from '../src/main/inference/models/tensor-types.ts'
import { writeHollow } from './hollow-file.ts'

const idOfNumber = {
  u8: 0,
  i8: 1,
  u16: 2,
  i16: 3,
  u32: 4,
  i32: 5,
  f32: 6,
  u64: 10,
  i64: 11,
  f64: 12,
}
const boolId = 7
const textId = 8
const listId = 9

type NumberName = keyof typeof idOfNumber

export type GgufValue =
  | string
  | boolean
  | { readonly [type in NumberName]?: number | bigint }
  | { readonly list: NumberName | 'bool' | 'text'; readonly items: readonly GgufItem[] }
  /** Lists in lists: each has its own type. */
  | { readonly lists: readonly GgufValue[] }
  /** Anything else: its type, then its bytes. */
  | { readonly typeId: number; readonly bytes: readonly number[] }

type GgufItem = string | boolean | number | bigint

export interface GgufTensorPlan {
  readonly name: string
  readonly dimensions: readonly (number | bigint)[]
  readonly typeId: number
  /** By default behind the tensor before it. */
  readonly offsetBytes?: number | bigint
}

/** What a file is to hold. Nothing in it need be true. */
export interface GgufPlan {
  readonly version?: number
  readonly byteOrder?: 'little' | 'big'
  /** Pairs, so that a key can stand there twice. */
  readonly metadata?: readonly (readonly [string, GgufValue])[]
  readonly tensors?: readonly GgufTensorPlan[]
  /** What the file claims, where that is not what it holds. */
  readonly pairCount?: number | bigint
  readonly tensorCount?: number | bigint
  readonly alignmentBytes?: number
  /** How much lies behind the header; by default what its tensors take. */
  readonly dataBytes?: number
}

interface Writer {
  number(type: NumberName, value: number | bigint): void
  length(value: number | bigint): void
  text(value: string): void
  raw(bytes: readonly number[]): void
  pad(alignmentBytes: number): void
  bytes(): Uint8Array<ArrayBuffer>
}

const encoder = new TextEncoder()

function createWriter(version: number, isLittle: boolean): Writer {
  let buffer = new Uint8Array(4096)
  let view = new DataView(buffer.buffer)
  let at = 0
  const take = (byteCount: number): number => {
    if (at + byteCount > buffer.length) {
      const larger = new Uint8Array(2 * (at + byteCount))
      larger.set(buffer)
      buffer = larger
      view = new DataView(buffer.buffer)
    }
    at += byteCount
    return at - byteCount
  }
  const put = (bytes: ArrayLike<number>): void => {
    const place = take(bytes.length)
    buffer.set(bytes, place)
  }
  const number = (type: NumberName, value: number | bigint): void => {
    const place = take(bytesOfNumber[type])
    setNumber({ view, place, isLittle }, type, value)
  }
  const length = (value: number | bigint): void => number(version === 1 ? 'u32' : 'u64', value)
  return {
    number,
    length,
    text: (value) => {
      const bytes = encoder.encode(value)
      length(bytes.length)
      put(bytes)
    },
    raw: put,
    pad: (alignmentBytes) => void take((alignmentBytes - (at % alignmentBytes)) % alignmentBytes),
    bytes: () => buffer.slice(0, at),
  }
}

const bytesOfNumber = {
  u8: 1,
  i8: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  f32: 4,
  u64: 8,
  i64: 8,
  f64: 8,
}

interface Place {
  readonly view: DataView
  readonly place: number
  readonly isLittle: boolean
}

function setNumber(
  { view, place, isLittle }: Place,
  type: NumberName,
  value: number | bigint,
): void {
  switch (type) {
    case 'u8':
      return view.setUint8(place, Number(value))
    case 'i8':
      return view.setInt8(place, Number(value))
    case 'u16':
      return view.setUint16(place, Number(value), isLittle)
    case 'i16':
      return view.setInt16(place, Number(value), isLittle)
    case 'u32':
      return view.setUint32(place, Number(value), isLittle)
    case 'i32':
      return view.setInt32(place, Number(value), isLittle)
    case 'f32':
      return view.setFloat32(place, Number(value), isLittle)
    case 'f64':
      return view.setFloat64(place, Number(value), isLittle)
    case 'u64':
      return view.setBigUint64(place, BigInt(value), isLittle)
    case 'i64':
      return view.setBigInt64(place, BigInt(value), isLittle)
  }
}

function writeItem(writer: Writer, type: NumberName | 'bool' | 'text', item: GgufItem): void {
  if (type === 'text') writer.text(String(item))
  else if (type === 'bool') writer.number('u8', item === true ? 1 : 0)
  else writer.number(type, typeof item === 'bigint' ? item : Number(item))
}

const idOf = (type: NumberName | 'bool' | 'text'): number =>
  type === 'text' ? textId : type === 'bool' ? boolId : idOfNumber[type]

function typeIdOf(value: GgufValue): number {
  if (typeof value === 'string') return textId
  if (typeof value === 'boolean') return boolId
  if ('typeId' in value) return value.typeId
  return 'items' in value || 'lists' in value ? listId : idOfNumber[numberIn(value).type]
}

function numberIn(value: object): { readonly type: NumberName; readonly value: number | bigint } {
  for (const [type, number] of Object.entries(value)) {
    if (type in idOfNumber) return { type: type as NumberName, value: number as number | bigint }
  }
  throw new Error('a value without a number')
}

function writeValue(writer: Writer, value: GgufValue): void {
  if (typeof value === 'string') return writer.text(value)
  if (typeof value === 'boolean') return writeItem(writer, 'bool', value)
  if ('bytes' in value) return writer.raw(value.bytes)
  if ('items' in value) {
    writer.number('u32', idOf(value.list))
    writer.length(value.items.length)
    for (const item of value.items) writeItem(writer, value.list, item)
    return
  }
  if ('lists' in value) {
    writer.number('u32', listId)
    writer.length(value.lists.length)
    for (const list of value.lists) writeValue(writer, list)
    return
  }
  const { type, value: number } = numberIn(value)
  writer.number(type, number)
}

/** How many bytes a tensor takes; of a type that is not known none. */
export function tensorBytes({ typeId, dimensions }: GgufTensorPlan): number {
  const type = tensorTypeOfId(typeId)
  const [row = 1, ...rest] = dimensions.map(Number)
  return type === null ? 0 : rowBytes(type, row) * rest.reduce((rows, one) => rows * one, 1)
}

const padded = (bytes: number, alignmentBytes: number): number =>
  Math.ceil(bytes / alignmentBytes) * alignmentBytes

/** The header of a file, up to where its data begin. */
export function ggufHeaderBytes(plan: GgufPlan): Uint8Array<ArrayBuffer> {
  const { version = 3, metadata = [], tensors = [], alignmentBytes = 32 } = plan
  const writer = createWriter(version, plan.byteOrder !== 'big')
  writer.raw([0x47, 0x47, 0x55, 0x46])
  writer.number('u32', version)
  writer.length(plan.tensorCount ?? tensors.length)
  writer.length(plan.pairCount ?? metadata.length)
  for (const [key, value] of metadata) {
    writer.text(key)
    writer.number('u32', typeIdOf(value))
    writeValue(writer, value)
  }
  let offsetBytes = 0
  for (const tensor of tensors) {
    writer.text(tensor.name)
    writer.number('u32', tensor.dimensions.length)
    for (const dimension of tensor.dimensions) writer.length(dimension)
    writer.number('u32', tensor.typeId)
    writer.number('u64', tensor.offsetBytes ?? offsetBytes)
    offsetBytes += padded(tensorBytes(tensor), alignmentBytes)
  }
  writer.pad(alignmentBytes)
  return writer.bytes()
}

/** What the data of a file take, the last tensor padded as the others are. */
export const ggufDataBytes = ({ tensors = [], alignmentBytes = 32, dataBytes }: GgufPlan): number =>
  dataBytes ?? tensors.reduce((sum, tensor) => sum + padded(tensorBytes(tensor), alignmentBytes), 0)

/** A whole file, its weights zeros. */
export function ggufBytes(plan: GgufPlan): Uint8Array<ArrayBuffer> {
  const header = ggufHeaderBytes(plan)
  const bytes = new Uint8Array(header.length + ggufDataBytes(plan))
  bytes.set(header)
  return bytes
}

/** A file of the full size on the disk, which takes no more there than its header: its weights are a hole. */
export const writeGguf = (path: string, plan: GgufPlan): void =>
  writeHollow(path, ggufHeaderBytes(plan), ggufDataBytes(plan))

/** Bytes as a file. `sizeBytes`: what it says of its length, where that is not how long it is. */
export const openBytes = (bytes: Uint8Array, sizeBytes = bytes.length): OpenFile => ({
  sizeBytes,
  read: async (into, offsetBytes) => {
    const piece = bytes.subarray(offsetBytes, offsetBytes + into.length)
    into.set(piece)
    return piece.length
  },
  close: async () => undefined,
})
