// Part of `npm run pictures`: every look of the menu-bar gauge, magnified, into resources/preview.
import { writeFile } from 'node:fs/promises'
import { gaugeSizePoints, type GaugeLook } from '../../../src/shared/gauge.ts'
import { gaugeStyles, type GaugeStyle } from '../../../src/shared/settings.ts'
import { alphaOf, looksAt } from './gauge-looks.ts'
import { encodePng, type GreyPicture } from './png.ts'

const magnification = 8
const levels = [0, 6, 12, 18, 24]
/** macOS tints a template image: black on a light menu bar, white on a dark one. */
interface Tint {
  readonly ink: number
  readonly paper: number
}
const tints: readonly Tint[] = [
  { ink: 0, paper: 232 },
  { ink: 255, paper: 44 },
]

/** One icon, each pixel a hard square. */
function tileOf(look: GaugeLook, { ink, paper }: Tint, sizePixels: number): GreyPicture {
  const alpha = alphaOf(look, sizePixels)
  const side = sizePixels * magnification
  const pixels = new Uint8Array(side * side).map((_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)].map((n) => Math.floor(n / magnification))
    const cover = (alpha[(y ?? 0) * sizePixels + (x ?? 0)] ?? 0) / 255
    return Math.round(ink * cover + paper * (1 - cover))
  })
  return { width: side, height: side, pixels }
}

/** A row for each state, in replay or not; the levels in black on light, then again in white on dark. */
function sheetOf(style: GaugeStyle, sizePixels: number): GreyPicture {
  const side = sizePixels * magnification
  const columns = tints.flatMap((tint) =>
    levels.map((steps) => ({ tint, looks: looksAt(style, steps) })),
  )
  const width = side * columns.length
  const height = side * looksAt(style, 0).length
  const pixels = new Uint8Array(width * height)
  for (const [column, { tint, looks }] of columns.entries()) {
    for (const [row, look] of looks.entries()) {
      const tile = tileOf(look, tint, sizePixels)
      for (let y = 0; y < side; y++) {
        const line = tile.pixels.subarray(y * side, (y + 1) * side)
        pixels.set(line, (row * side + y) * width + column * side)
      }
    }
  }
  return { width, height, pixels }
}

for (const style of gaugeStyles) {
  for (const scale of [1, 2]) {
    const name = style === 'ring' ? 'gauge' : `gauge-${style}`
    const url = new URL(`../../../resources/preview/${name}-${scale}x.png`, import.meta.url)
    await writeFile(url, encodePng(sheetOf(style, gaugeSizePoints * scale)))
  }
}
