import { writeHollow } from './hollow-file.ts'

interface SafetensorsEntry {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data_offsets: readonly number[]
}

/** The header of a file: its length in eight bytes, then its JSON, padded with blanks as the format's own library does. */
export function safetensorsHead(header: unknown, claimedBytes?: bigint): Uint8Array<ArrayBuffer> {
  const text = typeof header === 'string' ? header : JSON.stringify(header)
  const json = new TextEncoder().encode(text)
  const paddedBytes = typeof header === 'string' ? json.length : Math.ceil(json.length / 8) * 8
  const bytes = new Uint8Array(8 + paddedBytes).fill(0x20)
  new DataView(bytes.buffer).setBigUint64(0, claimedBytes ?? BigInt(paddedBytes), true)
  bytes.set(json, 8)
  return bytes
}

/** Tensors one behind the other, by their name: type, shape, bytes. */
export function placed(
  tensors: Readonly<Record<string, readonly [string, readonly number[], number]>>,
): Readonly<Record<string, SafetensorsEntry>> {
  let end = 0
  const entries = Object.entries(tensors).map(([name, [dtype, shape, bytes]]) => {
    end += bytes
    return [name, { dtype, shape, data_offsets: [end - bytes, end] }] as const
  })
  return Object.fromEntries(entries)
}

/** A whole file, its weights zeros. */
export function safetensorsBytes(header: unknown, dataBytes: number): Uint8Array<ArrayBuffer> {
  const head = safetensorsHead(header)
  const bytes = new Uint8Array(head.length + dataBytes)
  bytes.set(head)
  return bytes
}

/** A file whose weights are a hole. */
export const writeSafetensors = (path: string, header: unknown, dataBytes: number): void =>
  writeHollow(path, safetensorsHead(header), dataBytes)
