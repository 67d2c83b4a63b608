/** How colours look to eyes that lack a kind of cones, and how far apart two of them are. */

type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

/** Machado, Oliveira and Fernandes 2009, severity 1.0; over linear RGB. */
export const visions: Readonly<Record<string, Matrix>> = {
  'full colours': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** Linear RGB of `#2458b3`. */
function linearOf(hex: string): Triple {
  const channel = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

const dot = (row: Triple, [x, y, z]: Triple): number => row[0] * x + row[1] * y + row[2] * z

/** CIE L*a*b*, D65. */
function labOf([red, green, blue]: Triple): Triple {
  const bent = (value: number): number =>
    value > 216 / 24_389 ? Math.cbrt(value) : (24_389 / 27 / 116) * value + 16 / 116
  const x = bent(dot([0.4124, 0.3576, 0.1805], [red, green, blue]) / 0.9505)
  const y = bent(dot([0.2126, 0.7152, 0.0722], [red, green, blue]))
  const z = bent(dot([0.0193, 0.1192, 0.9505], [red, green, blue]) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

/** ΔE (CIE 1976) of two colours as somebody sees them: 2 is just seen side by side, 10 at a glance. */
export function differenceOf(one: string, other: string, vision: Matrix): number {
  const seen = (hex: string): Triple => {
    const linear = linearOf(hex)
    const cut = (row: Triple): number => Math.min(1, Math.max(0, dot(row, linear)))
    return labOf([cut(vision[0]), cut(vision[1]), cut(vision[2])])
  }
  const [a, b] = [seen(one), seen(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}
