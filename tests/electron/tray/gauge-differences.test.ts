import { describe, expect, test } from 'vitest'
import { gaugeSizePoints, gaugeSteps, type GaugeLook } from '../../../src/shared/gauge.ts'
import {
  alphaOf,
  blurred,
  differenceArea,
  distinctLooks,
  isSameKind,
  looksAt,
  piecesOf,
  sizes,
} from './gauge-looks.ts'

/** In square points of black: a tenth of what the ring of `plenty` takes. */
const leastDifferenceArea = 10

interface Picture {
  readonly look: GaugeLook
  readonly alpha: Uint8Array
}

/** The least that any level of one look differs from any level of another. */
function leastDifference(pictures: readonly Picture[], size: number): number {
  let least = Infinity
  for (const [index, one] of pictures.entries()) {
    for (const other of pictures.slice(index + 1)) {
      if (isSameKind(one.look, other.look)) continue
      least = Math.min(least, differenceArea(one.alpha, other.alpha, size))
    }
  }
  return least
}

describe.each(sizes)('any two of the twelve looks at %i pixels', (size) => {
  const pictures = distinctLooks.map((look) => ({ look, alpha: alphaOf(look, size) }))

  test('differ clearly, whatever their levels', () => {
    expect(leastDifference(pictures, size)).toBeGreaterThan(leastDifferenceArea)
  })

  test('still do when they are blurred as for an eye that is far away', () => {
    const seen = pictures.map(({ look, alpha }) => ({ look, alpha: blurred(alpha, size) }))
    expect(leastDifference(seen, size)).toBeGreaterThan(leastDifferenceArea)
  })
})

/** What the eye counts: pieces of ink, and pieces of paper with the one outside. */
const shapes = [
  { state: 'plenty', alert: null, isReplay: false, ink: 1, paper: 2, what: 'a ring' },
  {
    state: 'plenty',
    alert: null,
    isReplay: true,
    ink: 2,
    paper: 2,
    what: 'a ring around a triangle',
  },
  { state: 'tight', alert: null, isReplay: false, ink: 2, paper: 1, what: 'two jaws' },
  {
    state: 'tight',
    alert: null,
    isReplay: true,
    ink: 3,
    paper: 1,
    what: 'two jaws around a triangle',
  },
  {
    state: 'full',
    alert: null,
    isReplay: false,
    ink: 1,
    paper: 3,
    what: 'a disc without bar and dot',
  },
  {
    state: 'full',
    alert: null,
    isReplay: true,
    ink: 1,
    paper: 2,
    what: 'a disc without a triangle',
  },
  { state: 'unknown', alert: null, isReplay: false, ink: 8, paper: 1, what: 'eight dashes' },
  {
    state: 'unknown',
    alert: null,
    isReplay: true,
    ink: 9,
    paper: 1,
    what: 'eight dashes around a triangle',
  },
  {
    state: 'plenty',
    alert: 'warning',
    isReplay: false,
    ink: 3,
    paper: 2,
    what: 'an edge, a bar and a dot',
  },
  {
    state: 'plenty',
    alert: 'warning',
    isReplay: true,
    ink: 2,
    paper: 2,
    what: 'an edge around a triangle',
  },
  {
    state: 'plenty',
    alert: 'imminent',
    isReplay: false,
    ink: 1,
    paper: 3,
    what: 'a triangle without bar and dot',
  },
  {
    state: 'plenty',
    alert: 'imminent',
    isReplay: true,
    ink: 1,
    paper: 2,
    what: 'a triangle without a smaller one',
  },
] as const

const ringed = shapes.filter(
  ({ state, alert, isReplay }) => isReplay && state !== 'full' && alert === null,
)

const blackPlacesOf = (alpha: Uint8Array, size: number) =>
  [...alpha].flatMap((value, at) =>
    value < 128 ? [] : [{ at, x: at % size, y: Math.floor(at / size) }],
  )

describe.each(sizes)('the shape at %i pixels', (size) => {
  test('is on the list for every look', () => {
    expect(looksAt(0).every((look) => shapes.some((shape) => isSameKind(look, shape)))).toBe(true)
  })

  test.each(shapes)('of $state, $alert (replay: $isReplay) is $what', ({ ink, paper, ...look }) => {
    const alpha = alphaOf({ ...look, steps: gaugeSteps }, size)
    const isInk = [...alpha].map((value) => value > 127)
    const isPaper = isInk.map((isOne) => !isOne)
    expect([piecesOf(isInk, size), piecesOf(isPaper, size)]).toEqual([ink, paper])
  })

  test.each(ringed)(
    'keeps a point of paper between triangle and ring: $state',
    ({ state, alert }) => {
      const ring = alphaOf({ state, alert, isReplay: false, steps: gaugeSteps }, size)
      const both = alphaOf({ state, alert, isReplay: true, steps: gaugeSteps }, size)
      const ringPlaces = blackPlacesOf(ring, size)
      const trianglePlaces = blackPlacesOf(both, size).filter(({ at }) => (ring[at] ?? 0) < 128)
      const nearest = trianglePlaces.flatMap(({ x, y }) =>
        ringPlaces.map((place) => Math.hypot(place.x - x, place.y - y)),
      )
      // between middles of pixels: the gap, and half a pixel at both ends
      expect(Math.min(...nearest)).toBeGreaterThanOrEqual(size / gaugeSizePoints + 1)
    },
  )
})
