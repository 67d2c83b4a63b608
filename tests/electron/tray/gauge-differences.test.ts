import { describe, expect, test } from 'vitest'
import { gaugeSizePoints, gaugeSteps, type GaugeLook } from '../../../src/shared/gauge.ts'
import { gaugeStyles } from '../../../src/shared/settings.ts'
import { ringShapes, shapesOf, signShapes } from './gauge-counted.ts'
import {
  alphaOf,
  blurred,
  differenceArea,
  distinctLooksIn,
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

const sheets = gaugeStyles.flatMap((style) => sizes.map((size) => [style, size] as const))

describe.each(sheets)('any two of the twelve looks of a %s at %i pixels', (style, size) => {
  const pictures = distinctLooksIn(style).map((look) => ({ look, alpha: alphaOf(look, size) }))

  test('differ clearly, whatever their levels', () => {
    expect(leastDifference(pictures, size)).toBeGreaterThan(leastDifferenceArea)
  })

  test('still do when they are blurred as for an eye that is far away', () => {
    const seen = pictures.map(({ look, alpha }) => ({ look, alpha: blurred(alpha, size) }))
    expect(leastDifference(seen, size)).toBeGreaterThan(leastDifferenceArea)
  })
})

const ringed = ringShapes.filter(
  ({ state, alert, isReplay }) => isReplay && state !== 'full' && alert === null,
)

const blackPlacesOf = (alpha: Uint8Array, size: number) =>
  [...alpha].flatMap((value, at) =>
    value < 128 ? [] : [{ at, x: at % size, y: Math.floor(at / size) }],
  )

describe.each(sheets)('the shape of a %s at %i pixels', (style, size) => {
  const shapes = [...shapesOf[style], ...signShapes]

  test('is on the list for every look', () => {
    const looks = looksAt(style, 0)
    expect(looks.every((look) => shapes.some((shape) => isSameKind(look, shape)))).toBe(true)
  })

  test.each(shapes)('of $state, $alert (replay: $isReplay) is $what', ({ ink, paper, ...look }) => {
    const alpha = alphaOf({ ...look, style, steps: gaugeSteps }, size)
    const isInk = [...alpha].map((value) => value > 127)
    const isPaper = isInk.map((isOne) => !isOne)
    expect([piecesOf(isInk, size), piecesOf(isPaper, size)]).toEqual([ink, paper])
  })
})

describe.each(sizes)('in replay a ring of %i pixels', (size) => {
  test.each(ringed)(
    'keeps a point of paper between triangle and ring: $state',
    ({ state, alert }) => {
      const ring = alphaOf(
        { style: 'ring', state, alert, isReplay: false, steps: gaugeSteps },
        size,
      )
      const both = alphaOf({ style: 'ring', state, alert, isReplay: true, steps: gaugeSteps }, size)
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
