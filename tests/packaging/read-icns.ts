export interface IcnsPart {
  readonly type: string
  readonly data: Buffer
}

/** The elements of an .icns, in its order. Throws on what is none. */
export function partsOf(icns: Buffer): readonly IcnsPart[] {
  if (icns.toString('latin1', 0, 4) !== 'icns') throw new Error('no .icns')
  const parts: IcnsPart[] = []
  for (let at = 8; at < icns.length;) {
    const length = icns.readUInt32BE(at + 4)
    if (length < 8) throw new Error(`an element of ${length} bytes`)
    parts.push({
      type: icns.toString('latin1', at, at + 4),
      data: icns.subarray(at + 8, at + length),
    })
    at += length
  }
  return parts
}

/** One channel of so many bytes, and where the next begins. */
export function unpackChannel(packed: Uint8Array, length: number, from = 0) {
  const bytes: number[] = []
  let at = from
  while (bytes.length < length) {
    const head = packed[at] ?? Number.NaN
    if (head < 128) bytes.push(...packed.subarray(at + 1, at + head + 2))
    else bytes.push(...Array.from({ length: head - 125 }, () => packed[at + 1] ?? Number.NaN))
    at += head < 128 ? head + 2 : 2
    if (Number.isNaN(head)) throw new Error('a channel ends early')
  }
  return { bytes: Uint8Array.from(bytes), end: at }
}

export interface Pixel {
  readonly alpha: number
  readonly red: number
  readonly green: number
  readonly blue: number
}

/** Of `ARGB` and its four channels: the pixel at a place. Throws where a channel is too long or too short. */
export function unpackPixels(data: Buffer, sidePixels: number): (x: number, y: number) => Pixel {
  if (data.toString('latin1', 0, 4) !== 'ARGB') throw new Error('no ARGB')
  let at = 4
  const [alpha, red, green, blue] = [0, 1, 2, 3].map(() => {
    const { bytes, end } = unpackChannel(data, sidePixels * sidePixels, at)
    at = end
    if (bytes.length !== sidePixels * sidePixels) throw new Error('a run crosses a channel')
    return bytes
  })
  if (at !== data.length) throw new Error(`${data.length - at} bytes are left`)
  return (x, y) => {
    const place = y * sidePixels + x
    const of = (channel: Uint8Array | undefined): number => channel?.[place] ?? Number.NaN
    return { alpha: of(alpha), red: of(red), green: of(green), blue: of(blue) }
  }
}
