import { inflateSync } from 'node:zlib'
import { chunksOf, framePng } from '../electron/tray/png.ts'

const bytesPerPixel: Readonly<Record<number, number>> = { 2: 3, 6: 4 } // by type of colour: RGB, RGBA

interface Colours {
  readonly width: number
  readonly height: number
  /** Each pixel as 0xRRGGBB. */
  readonly pixels: Uint32Array
}

/** A palette has as many. */
const mostColours = 256
/** The square of how far a colour may be drawn from itself, of 255 a channel: less than anybody sees. */
const mostDistance = 48

/** The same picture with a palette, a third as large; as it is, where its colours are too many for one. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = pixelsOf(png)
  const drawn = paletteOf(pixels)
  if (drawn === null) return png
  const { palette, indexOf } = drawn
  const lines = Buffer.alloc(height * (width + 1)) // a filter byte of 0 before every line
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      lines[y * (width + 1) + 1 + x] = indexOf.get(pixels[y * width + x] ?? 0) ?? 0
  const table = Buffer.from(palette.flatMap((colour) => [...channels(colour)]))
  return framePng({ width, height, colourType: 3 }, lines, table)
}

/** 8 bits a channel, not interlaced, as Chromium writes it; what is see-through is drawn as if it were not. */
export function pixelsOf(png: Buffer): Colours {
  const chunks = chunksOf(png)
  const header = chunks.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13)
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const step = bytesPerPixel[header[9] ?? 0]
  if (header[8] !== 8 || step === undefined || header[12] !== 0) throw new Error('not such a PNG')
  const data = chunks.filter(({ type }) => type === 'IDAT').map((one) => one.data)
  const lines = inflateSync(Buffer.concat(data))
  const bytes = unfiltered(lines, width * step, height, step)
  const pixels = Uint32Array.from({ length: width * height }, (_, at) => {
    const [r = 0, g = 0, b = 0] = bytes.subarray(at * step, at * step + 3)
    return (r << 16) | (g << 8) | b
  })
  return { width, height, pixels }
}

/** https://www.w3.org/TR/png-3/#9Filter-types */
function unfiltered(lines: Buffer, stride: number, height: number, step: number): Uint8Array {
  const bytes = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x < step ? 0 : (bytes[at - step] ?? 0)
      const up = y === 0 ? 0 : (bytes[at - stride] ?? 0)
      const corner = x < step || y === 0 ? 0 : (bytes[at - stride - step] ?? 0)
      bytes[at] = (lines[y * (stride + 1) + 1 + x] ?? 0) + foretold(filter, left, up, corner)
    }
  }
  return bytes
}

function foretold(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) return 0
  const near = left + up - corner
  const [toLeft, toUp, toCorner] = [left, up, corner].map((one) => Math.abs(near - one))
  if ((toLeft ?? 0) <= (toUp ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left
  return (toUp ?? 0) <= (toCorner ?? 0) ? up : corner
}

const channels = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255] as const

function distance(one: number, other: number): number {
  const [r, g, b] = channels(one)
  const [r2, g2, b2] = channels(other)
  return (r - r2) ** 2 + (g - g2) ** 2 + (b - b2) ** 2
}

/** Its own colours where they are few; else the most frequent, at the smallest distance at which they are near to all. */
function paletteOf(pixels: Uint32Array) {
  const counts = new Map<number, number>()
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  const frequent = [...counts].toSorted(([, a], [, b]) => b - a).map(([colour]) => colour)
  for (let near = 0; near <= mostDistance; near = Math.max(3, near * 2)) {
    const palette: number[] = []
    const indexOf = new Map<number, number>()
    for (const colour of frequent) {
      const known = palette.findIndex((one) => distance(one, colour) <= near)
      indexOf.set(colour, known === -1 ? palette.length : known)
      if (known === -1) palette.push(colour)
      if (palette.length > mostColours) break
    }
    if (palette.length <= mostColours) return { palette, indexOf }
  }
  return null
}
