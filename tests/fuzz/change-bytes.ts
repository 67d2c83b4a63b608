import { picked, placeIn, type Change } from './changes.ts'

/** No input is made longer. */
const maxBytes = 200_000

const extremes: readonly bigint[] = [
  0n,
  1n,
  255n,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 53n,
  2n ** 53n + 1n,
  2n ** 62n,
  2n ** 63n,
  2n ** 64n - 1n,
]

type Way = (bytes: Uint8Array, change: Change) => Uint8Array

const joined = (...pieces: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(Buffer.concat(pieces))

const overwritten: Way = (bytes, { at, size, pick }) => {
  const copy = bytes.slice()
  const from = placeIn(copy.length, at)
  if (from + 8 > copy.length) return copy
  const view = new DataView(copy.buffer)
  const value = picked(extremes, pick, 0n)
  if (size % 3 === 0) view.setUint32(from, Number(value & 0xffff_ffffn), true)
  else view.setBigUint64(from, value, size % 3 === 1)
  return copy
}

const flipped: Way = (bytes, { at, pick }) => {
  const copy = bytes.slice()
  const from = placeIn(copy.length - 1, at)
  if (copy.length > 0) copy[from] = pick % 256
  return copy
}

const ways: readonly Way[] = [
  (bytes, { at }) => bytes.slice(0, placeIn(bytes.length, at)),
  (bytes, { at, size }) => {
    const from = placeIn(bytes.length, at)
    return joined(bytes.subarray(0, from), bytes.subarray(from + (size % 64)))
  },
  (bytes, { at, size, pick }) => {
    const from = placeIn(bytes.length, at)
    const piece = bytes.subarray(from, from + 1 + (size % 128))
    const times = Array.from({ length: 1 + (pick % 40) }, () => piece)
    return joined(bytes.subarray(0, from), ...times, bytes.subarray(from))
  },
  overwritten,
  overwritten,
  flipped,
  flipped,
]

/** Bytes with these changes, one after the other; mostly at their head, where the claims stand. */
export const changedBytes = (bytes: Uint8Array, changes: readonly Change[]): Uint8Array =>
  changes.reduce(
    (changed, change) => picked(ways, change.way, flipped)(changed, change).subarray(0, maxBytes),
    bytes,
  )
