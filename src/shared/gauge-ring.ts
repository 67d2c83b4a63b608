import { pastNotch, type GaugeDrawing, type GaugeMoment } from './gauge-drawing.ts'
import {
  bar,
  disc,
  fan,
  inEither,
  nothing,
  ring,
  spokes,
  strip,
  triangle,
  without,
} from './gauge-shapes.ts'

// In points. Rings and straight edges lie on whole ones, so that they are sharp at 1× too.
const outerRadius = 8
const notchHeight = 2
const playTriangle = triangle(-2, 3.5, 6)
const exclamationMark = inEither(bar(2, -5, 1), disc(1.25, 4))

/** The room is the hole: a thin ring, two thick jaws that close on it, a whole disc. Dashes where nothing is known. */
export function ringOf({ state, isReplay, takenRatio }: GaugeMoment): GaugeDrawing {
  const inRing = isReplay ? playTriangle : nothing
  const takenWith = (notchAngle: number) => fan(pastNotch(takenRatio, Math.PI, 2 * notchAngle))
  switch (state) {
    case 'plenty':
      return { solid: inRing, levelled: ring(outerRadius, 2), taken: takenWith(0) }
    case 'tight': {
      const jaws = without(ring(outerRadius, 3), strip(notchHeight))
      return { solid: inRing, levelled: jaws, taken: takenWith(notchHeight / 2 / outerRadius) }
    }
    case 'full': {
      const cut = isReplay ? playTriangle : exclamationMark
      return { solid: without(disc(outerRadius), cut), levelled: nothing, taken: nothing }
    }
    case 'unknown': {
      const dashes = without(ring(outerRadius, 2), spokes(8, 2))
      return { solid: inEither(dashes, inRing), levelled: nothing, taken: nothing }
    }
  }
}
