import type { LoudSeverity } from './alert-text.ts'
import type { StateWord } from './snapshot.ts'
import {
  bar,
  disc,
  fan,
  inEither,
  lower,
  nothing,
  ring,
  spokes,
  standingTriangle,
  strip,
  triangle,
  without,
  type Shape,
} from './gauge-shapes.ts'

export interface GaugeLook {
  readonly state: StateWord
  /** The worst alert that is loud: its shape stands in place of the state's. null: none is. */
  readonly alert: LoudSeverity | null
  readonly isReplay: boolean
  /** How many of `gaugeSteps` are taken; 0 where nothing is known or the state has no level. */
  readonly steps: number
}

export const gaugeSteps = 24
export const gaugeSizePoints = 18

interface Drawing {
  /** Black, whatever the level. */
  readonly solid: Shape
  /** Black as far up as the level, faint above. */
  readonly levelled: Shape
  /** Half the angle that `levelled` lacks at each side: the level leaps over it. */
  readonly notchAngle: number
}

const bytesPerPixel = 4
const alphaByte = 3
const faintAlpha = 0.45

// In points. Rings and straight edges lie on whole ones, so that they are sharp at 1× too.
const outerRadius = 8
const notchHeight = 2
const playTriangle = triangle(-2, 3.5, 6)
const exclamationMark = inEither(bar(2, -5, 1), disc(1.25, 4))
const sign = standingTriangle(2 * outerRadius, 1.5)
const markInSign = inEither(bar(2, -4, 2), bar(2, 3, 5))
const playInSign = lower(triangle(-2, 3, 6), 2)
// Its edge: 1.9 wide, so that a pixel of paper is left around the mark at 1× too; in replay 1.25.
const edge = without(sign, lower(standingTriangle(11.09, 0.5), 0.56))
const edgeInReplay = without(sign, lower(standingTriangle(13.19, 0.5), 0.155))
const markInEdge = inEither(bar(2, -2, 2), bar(2, 3, 5))

/** Equal keys for equal pixels, and only for them: `plenty 12`, `full replay`, `warning`. */
export function keyOfGauge(look: GaugeLook): string {
  const level = hasLevel(look) ? ` ${levelOf(look)}` : ''
  return `${look.alert ?? look.state}${level}${look.isReplay ? ' replay' : ''}`
}

/** The pixels of a template image, row by row: four bytes each, black, of which only the last one (alpha) is ever set. */
export function drawGauge(look: GaugeLook, sizePixels: number): Uint8Array {
  const pixelsPerPoint = sizePixels / gaugeSizePoints
  const { solid, levelled, notchAngle } = drawingOf(look)
  const taken = fan(angleOf(levelOf(look), notchAngle))
  const pixels = new Uint8Array(sizePixels * sizePixels * bytesPerPixel)
  for (let row = 0; row < sizePixels; row++) {
    const y = (row + 0.5) / pixelsPerPoint - gaugeSizePoints / 2
    for (let column = 0; column < sizePixels; column++) {
      const x = (column + 0.5) / pixelsPerPoint - gaugeSizePoints / 2
      const covered = (shape: Shape): number => clamp(0.5 - shape(x, y) * pixelsPerPoint, 1)
      const levelledRatio = covered(levelled)
      const shade = levelledRatio === 0 ? 0 : levelledRatio * shadeOf(covered(taken))
      const alpha = Math.max(covered(solid), shade)
      pixels[(row * sizePixels + column) * bytesPerPixel + alphaByte] = Math.round(alpha * 255)
    }
  }
  return pixels
}

const shadeOf = (takenRatio: number): number => faintAlpha + (1 - faintAlpha) * takenRatio

/** The room is the hole: a thin ring, two thick jaws that close on it, a whole disc. Dashes where nothing is known. */
function drawingOf({ state, alert, isReplay }: GaugeLook): Drawing {
  if (alert !== null) return { solid: signOf(alert, isReplay), levelled: nothing, notchAngle: 0 }
  const inRing = isReplay ? playTriangle : nothing
  switch (state) {
    case 'plenty':
      return { solid: inRing, levelled: ring(outerRadius, 2), notchAngle: 0 }
    case 'tight': {
      const jaws = without(ring(outerRadius, 3), strip(notchHeight))
      return { solid: inRing, levelled: jaws, notchAngle: notchHeight / 2 / outerRadius }
    }
    case 'full': {
      const cut = isReplay ? playTriangle : exclamationMark
      return { solid: without(disc(outerRadius), cut), levelled: nothing, notchAngle: 0 }
    }
    case 'unknown': {
      const dashes = without(ring(outerRadius, 2), spokes(8, 2))
      return { solid: inEither(dashes, inRing), levelled: nothing, notchAngle: 0 }
    }
  }
}

/** No ring: told from every state at a glance, as an edge, and filled where it is about to fail. */
function signOf(alert: LoudSeverity, isReplay: boolean): Shape {
  switch (alert) {
    case 'warning':
      return isReplay ? inEither(edgeInReplay, playInSign) : inEither(edge, markInEdge)
    case 'imminent':
      return without(sign, isReplay ? playInSign : markInSign)
  }
}

/** Half the steps reach the notch, whatever its size. */
function angleOf(level: number, notchAngle: number): number {
  const half = gaugeSteps / 2
  const anglePerStep = (Math.PI / 2 - notchAngle) / half
  return level <= half ? level * anglePerStep : Math.PI - (gaugeSteps - level) * anglePerStep
}

const hasLevel = ({ state, alert }: GaugeLook): boolean =>
  alert === null && (state === 'plenty' || state === 'tight')

const levelOf = ({ steps }: GaugeLook): number =>
  Number.isFinite(steps) ? Math.round(clamp(steps, gaugeSteps)) : 0

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value))
