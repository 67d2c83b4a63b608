/** One picture of an icon: the pixels for the two smallest, which macOS takes as plain channels only, a PNG for the others. */
export type IconPicture =
  | { readonly kind: 'pixels'; readonly sidePixels: number; readonly rgba: Uint8Array }
  | { readonly kind: 'png'; readonly sidePixels: number; readonly png: Uint8Array }

interface IconType {
  readonly type: string
  readonly kind: IconPicture['kind']
  readonly sidePixels: number
}

/** What `iconutil` writes of a full .iconset: 16 to 512 points, each at 1x and 2x. */
export const iconTypes: readonly IconType[] = [
  { type: 'ic04', kind: 'pixels', sidePixels: 16 },
  { type: 'ic05', kind: 'pixels', sidePixels: 32 },
  { type: 'ic11', kind: 'png', sidePixels: 32 }, // 16 points at 2x
  { type: 'ic12', kind: 'png', sidePixels: 64 },
  { type: 'ic07', kind: 'png', sidePixels: 128 },
  { type: 'ic13', kind: 'png', sidePixels: 256 },
  { type: 'ic08', kind: 'png', sidePixels: 256 },
  { type: 'ic14', kind: 'png', sidePixels: 512 },
  { type: 'ic09', kind: 'png', sidePixels: 512 },
  { type: 'ic10', kind: 'png', sidePixels: 1024 },
]

const longestLiteral = 128
const shortestRun = 3
const longestRun = 130

/** PackBits as icons have it: n < 128 and n + 1 bytes as they are, or n ≥ 128 and one byte that stands n - 125 times. */
export function packChannel(bytes: Uint8Array): Uint8Array {
  const packed: number[] = []
  let literal: number[] = []
  const endLiteral = (): void => {
    if (literal.length > 0) packed.push(literal.length - 1, ...literal)
    literal = []
  }
  for (let at = 0; at < bytes.length;) {
    const value = bytes[at] ?? 0
    let length = 1
    while (length < longestRun && bytes[at + length] === value) length += 1
    if (length >= shortestRun) {
      endLiteral()
      packed.push(length + 125, value)
      at += length
      continue
    }
    literal.push(value)
    if (literal.length === longestLiteral) endLiteral()
    at += 1
  }
  endLiteral()
  return Uint8Array.from(packed)
}

/** `ARGB`, then each channel whole. */
function packPixels(rgba: Uint8Array): Buffer {
  const channels = [3, 0, 1, 2].map((place) =>
    packChannel(rgba.filter((_, at) => at % 4 === place)),
  )
  return Buffer.concat([Buffer.from('ARGB'), ...channels])
}

const element = (type: string, data: Uint8Array): Buffer => {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(data.length + 8, 4)
  return Buffer.concat([head, data])
}

/** An .icns of every size; throws where one is not among the pictures. */
export function encodeIcns(pictures: readonly IconPicture[]): Buffer {
  const elements = iconTypes.map(({ type, kind, sidePixels }) => {
    const picture = pictures.find((one) => one.kind === kind && one.sidePixels === sidePixels)
    if (picture === undefined) throw new Error(`no picture of ${sidePixels} pixels for ${type}`)
    return element(type, picture.kind === 'pixels' ? packPixels(picture.rgba) : picture.png)
  })
  return element('icns', Buffer.concat(elements))
}
