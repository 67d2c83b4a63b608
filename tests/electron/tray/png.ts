import { crc32, deflateSync } from 'node:zlib'

/** Each pixel one byte, 0 black, row by row. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** PNG, 8 bits of grey, no filter (https://www.w3.org/TR/png-3/#5DataRep). */
export function encodePng({ width, height, pixels }: GreyPicture): Buffer {
  const lines = Buffer.alloc(height * (width + 1)) // a filter byte of 0 before every line
  for (let y = 0; y < height; y++) {
    lines.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  }
  return framePng({ width, height, colourType: 0 }, lines)
}

export interface PngHeader {
  readonly width: number
  readonly height: number
  /** 0: grey; 3: places in a palette. */
  readonly colourType: 0 | 3
}

/** Lines of one byte a pixel, each with its filter byte before it. */
export function framePng(head: PngHeader, lines: Buffer, palette?: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(head.width, 0)
  header.writeUInt32BE(head.height, 4)
  header.writeUInt8(8, 8) // bits
  header.writeUInt8(head.colourType, 9) // the rest stays 0: deflate, adaptive filters, not interlaced
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...(palette === undefined ? [] : [chunk('PLTE', palette)]),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND'),
  ])
}

export interface PngChunk {
  readonly type: string
  readonly data: Buffer
}

export function chunksOf(png: Buffer): readonly PngChunk[] {
  const chunks: PngChunk[] = []
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

function chunk(type: string, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
