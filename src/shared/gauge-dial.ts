import { pastNotch, type GaugeDrawing, type GaugeMoment } from './gauge-drawing.ts'
import {
  bar,
  below,
  disc,
  inEither,
  lower,
  needle,
  nothing,
  openRing,
  post,
  spokes,
  sweep,
  triangle,
  without,
  type Shape,
} from './gauge-shapes.ts'

// In points. The scale is three quarters of a circle, open at the bottom.
const radius = 8
const middle = 1
const openAngle = Math.PI * 0.44
const scaleAngle = 2 * Math.PI - openAngle
const notchWidth = 2
const hubRadius = 1.5
/** Where the whole face stands. */
const footY = 6
const playTriangle = triangle(-2, 4, 7)
const exclamationMark = inEither(bar(2, -5, 1), disc(1.25, 4))

/** The room is what the needle has still before it: a thin scale, a thick one in two halves, a whole face. Dashes and no needle where nothing is known. */
export function dialOf({ state, isReplay, takenRatio }: GaugeMoment): GaugeDrawing {
  const scale = (width: number): Shape => openRing(radius, width, openAngle / 2)
  const handOf = (angle: number, length: number): Shape =>
    isReplay ? playTriangle : inEither(disc(hubRadius), needle(angle, length, 2))
  const pointsAt = openAngle / 2 + takenRatio * scaleAngle
  switch (state) {
    case 'plenty': {
      const angle = pastNotch(takenRatio, scaleAngle, 0)
      return drawn({
        solid: handOf(pointsAt, 4),
        levelled: scale(2),
        taken: sweep(openAngle / 2, angle),
      })
    }
    case 'tight': {
      const angle = pastNotch(takenRatio, scaleAngle, notchWidth / radius)
      return drawn({
        solid: handOf(pointsAt, 2.75),
        levelled: without(scale(3), without(post(notchWidth), below(0))),
        taken: sweep(openAngle / 2, angle),
      })
    }
    case 'full': {
      const cut = isReplay ? playTriangle : lower(exclamationMark, -1)
      const face = without(disc(radius), below(footY))
      return drawn({ solid: without(face, cut), levelled: nothing, taken: nothing })
    }
    case 'unknown': {
      const dashes = without(scale(2), spokes(8, 2))
      const hand = isReplay ? playTriangle : disc(hubRadius)
      return drawn({ solid: inEither(dashes, hand), levelled: nothing, taken: nothing })
    }
  }
}

const drawn = ({ solid, levelled, taken }: GaugeDrawing): GaugeDrawing => ({
  solid: lower(solid, middle),
  levelled: lower(levelled, middle),
  taken: lower(taken, middle),
})
