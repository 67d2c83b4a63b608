import type { LoudSeverity } from './alert-text.ts'
import { columnOf } from './gauge-column.ts'
import { dialOf } from './gauge-dial.ts'
import type { GaugeDrawing, GaugeMoment } from './gauge-drawing.ts'
import { ringOf } from './gauge-ring.ts'
import {
  bar,
  inEither,
  lower,
  nothing,
  standingTriangle,
  triangle,
  without,
  type Shape,
} from './gauge-shapes.ts'
import type { GaugeStyle } from './settings.ts'
import type { StateWord } from './snapshot.ts'

export interface GaugeLook {
  readonly style: GaugeStyle
  readonly state: StateWord
  /** The worst alert that is loud: its shape stands in place of the state's. null: none is. */
  readonly alert: LoudSeverity | null
  readonly isReplay: boolean
  /** How many of `gaugeSteps` are taken; 0 where nothing is known or the state has no level. */
  readonly steps: number
}

export const gaugeSteps = 24
export const gaugeSizePoints = 18

const bytesPerPixel = 4
const alphaByte = 3
const faintAlpha = 0.45

const outerRadius = 8
const sign = standingTriangle(2 * outerRadius, 1.5)
const markInSign = inEither(bar(2, -4, 2), bar(2, 3, 5))
const playInSign = lower(triangle(-2, 3, 6), 2)
// Its edge: 1.9 wide, so that a pixel of paper is left around the mark at 1× too; in replay 1.25.
const edge = without(sign, lower(standingTriangle(11.09, 0.5), 0.56))
const edgeInReplay = without(sign, lower(standingTriangle(13.19, 0.5), 0.155))
const markInEdge = inEither(bar(2, -2, 2), bar(2, 3, 5))

/** Equal keys for equal pixels, and only for them: `ring plenty 12`, `column full replay`, `warning`. */
export function keyOfGauge(look: GaugeLook): string {
  const level = hasLevel(look) ? ` ${levelOf(look)}` : ''
  return `${look.alert ?? `${look.style} ${look.state}`}${level}${look.isReplay ? ' replay' : ''}`
}

/** The pixels of a template image, row by row: four bytes each, black, of which only the last one (alpha) is ever set. */
export function drawGauge(look: GaugeLook, sizePixels: number): Uint8Array {
  const pixelsPerPoint = sizePixels / gaugeSizePoints
  const { solid, levelled, taken } = drawingOf(look)
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

const drawnIn: Readonly<Record<GaugeStyle, (moment: GaugeMoment) => GaugeDrawing>> = {
  ring: ringOf,
  column: columnOf,
  dial: dialOf,
}

/** An alert looks alike in every style. */
function drawingOf(look: GaugeLook): GaugeDrawing {
  const { style, state, alert, isReplay } = look
  if (alert !== null) return { solid: signOf(alert, isReplay), levelled: nothing, taken: nothing }
  return drawnIn[style]({ state, isReplay, takenRatio: levelOf(look) / gaugeSteps })
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

const hasLevel = ({ state, alert }: GaugeLook): boolean =>
  alert === null && (state === 'plenty' || state === 'tight')

const levelOf = ({ steps }: GaugeLook): number =>
  Number.isFinite(steps) ? Math.round(clamp(steps, gaugeSteps)) : 0

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value))
