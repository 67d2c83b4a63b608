import { pastNotch, type GaugeDrawing, type GaugeMoment } from './gauge-drawing.ts'
import {
  bar,
  below,
  block,
  disc,
  inEither,
  nothing,
  post,
  right,
  strip,
  triangle,
  without,
  lower,
  type Shape,
} from './gauge-shapes.ts'

// In points; straight edges lie on whole ones, so that they are sharp at 1× too.
const height = 16
const cornerRadius = 2.5
const notchHeight = 2
const exclamationMark = inEither(bar(2, -5, 1), disc(1.25, 4))
const playBeside = right(triangle(-2.5, 2.5, 8), 5.5)
const playInside = triangle(-2, 3, 6)
/** The side of the icon that the triangle leaves to the column. */
const leftEdge = -8

/** The room is what is not filled: a slim column, a thick one in two halves, a whole block. A dashed outline where nothing is known. */
export function columnOf({ state, isReplay, takenRatio }: GaugeMoment): GaugeDrawing {
  const placed = (shape: Shape, width: number): Shape =>
    isReplay ? right(shape, leftEdge + width / 2) : shape
  const solid = isReplay ? playBeside : nothing
  const takenWith = (notch: number): Shape =>
    below(height / 2 - pastNotch(takenRatio, height, notch))
  switch (state) {
    case 'plenty':
      return { solid, levelled: placed(block(8, height, cornerRadius), 8), taken: takenWith(0) }
    case 'tight': {
      const halves = without(block(10, height, cornerRadius), strip(notchHeight))
      return { solid, levelled: placed(halves, 10), taken: takenWith(notchHeight) }
    }
    case 'full': {
      const cut = isReplay ? playInside : exclamationMark
      return {
        solid: without(block(12, height, cornerRadius), cut),
        levelled: nothing,
        taken: nothing,
      }
    }
    case 'unknown': {
      const outline = without(block(10, height, cornerRadius), block(6, height - 4, 1))
      const gaps = inEither(post(2), inEither(lower(strip(2), -3), lower(strip(2), 3)))
      return {
        solid: inEither(placed(without(outline, gaps), 10), solid),
        levelled: nothing,
        taken: nothing,
      }
    }
  }
}
