import type { GaugeLook } from '../../../src/shared/gauge.ts'
import type { GaugeStyle } from '../../../src/shared/settings.ts'

/** What the eye counts: pieces of ink, and pieces of paper with the one outside. */
export interface CountedShape extends Pick<GaugeLook, 'state' | 'alert' | 'isReplay'> {
  readonly ink: number
  readonly paper: number
  readonly what: string
}

const stateShape = (
  state: GaugeLook['state'],
  isReplay: boolean,
  [ink, paper, what]: readonly [number, number, string],
): CountedShape => ({ state, alert: null, isReplay, ink, paper, what })

export const ringShapes: readonly CountedShape[] = [
  stateShape('plenty', false, [1, 2, 'a ring']),
  stateShape('plenty', true, [2, 2, 'a ring around a triangle']),
  stateShape('tight', false, [2, 1, 'two jaws']),
  stateShape('tight', true, [3, 1, 'two jaws around a triangle']),
  stateShape('full', false, [1, 3, 'a disc without bar and dot']),
  stateShape('full', true, [1, 2, 'a disc without a triangle']),
  stateShape('unknown', false, [8, 1, 'eight dashes']),
  stateShape('unknown', true, [9, 1, 'eight dashes around a triangle']),
]

const columnShapes: readonly CountedShape[] = [
  stateShape('plenty', false, [1, 1, 'a column']),
  stateShape('plenty', true, [2, 1, 'a column beside a triangle']),
  stateShape('tight', false, [2, 1, 'two halves']),
  stateShape('tight', true, [3, 1, 'two halves beside a triangle']),
  stateShape('full', false, [1, 3, 'a block without bar and dot']),
  stateShape('full', true, [1, 2, 'a block without a triangle']),
  stateShape('unknown', false, [6, 1, 'six dashes']),
  stateShape('unknown', true, [7, 1, 'six dashes beside a triangle']),
]

const dialShapes: readonly CountedShape[] = [
  stateShape('plenty', false, [2, 1, 'a scale around a needle']),
  stateShape('plenty', true, [2, 1, 'a scale around a triangle']),
  stateShape('tight', false, [3, 1, 'two halves of a scale around a needle']),
  stateShape('tight', true, [3, 1, 'two halves of a scale around a triangle']),
  stateShape('full', false, [1, 3, 'a face without bar and dot']),
  stateShape('full', true, [1, 2, 'a face without a triangle']),
  stateShape('unknown', false, [8, 1, 'seven dashes around a hub']),
  stateShape('unknown', true, [8, 1, 'seven dashes around a triangle']),
]

export const shapesOf: Readonly<Record<GaugeStyle, readonly CountedShape[]>> = {
  ring: ringShapes,
  column: columnShapes,
  dial: dialShapes,
}

const signShape = (
  alert: 'warning' | 'imminent',
  isReplay: boolean,
  [ink, paper, what]: readonly [number, number, string],
): CountedShape => ({ state: 'plenty', alert, isReplay, ink, paper, what })

/** In every style. */
export const signShapes: readonly CountedShape[] = [
  signShape('warning', false, [3, 2, 'an edge, a bar and a dot']),
  signShape('warning', true, [2, 2, 'an edge around a triangle']),
  signShape('imminent', false, [1, 3, 'a triangle without bar and dot']),
  signShape('imminent', true, [1, 2, 'a triangle without a smaller one']),
]
