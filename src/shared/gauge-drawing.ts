import type { Shape } from './gauge-shapes.ts'
import type { StateWord } from './snapshot.ts'

/** What one style is asked to draw, where no alert stands in its place. */
export interface GaugeMoment {
  readonly state: StateWord
  readonly isReplay: boolean
  /** How much is taken, from 0 to 1; only `plenty` and `tight` have a level. */
  readonly takenRatio: number
}

export interface GaugeDrawing {
  /** Black, whatever the level. */
  readonly solid: Shape
  /** Black where it is taken, faint elsewhere. */
  readonly levelled: Shape
  readonly taken: Shape
}

/**
 * A level on its way from 0 to `most` that leaps over a notch in the middle: half of it reaches the notch from one side, the other
 * half begins at the other.
 */
export function pastNotch(takenRatio: number, most: number, notch: number): number {
  const side = most - notch
  return takenRatio <= 0.5 ? takenRatio * side : most - (1 - takenRatio) * side
}
