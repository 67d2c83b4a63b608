import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  placePopover,
  type Display,
  type Point,
  type Rectangle,
  type Size,
} from '../../../src/main/electron/popover/placement.ts'
import { popoverSize } from '../../../src/main/electron/popover/popover-port.ts'
import { arrangements, clickedScreens, empty, pointIn, type Screen } from './arrangements.ts'

const marginPoints = 8
const sizes: fc.Arbitrary<Size> = fc.oneof(
  fc.constant(popoverSize),
  fc.record({
    width: fc.integer({ min: 1, max: 900 }),
    height: fc.integer({ min: 1, max: 1_400 }),
  }),
)
const isWithin = (inner: Rectangle, outer: Rectangle): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

const isIn = (point: Point, { bounds: { x, y, width, height } }: Display): boolean =>
  x <= point.x && point.x < x + width && y <= point.y && point.y < y + height

const centreX = ({ x, width }: Rectangle): number => x + width / 2
const centre = (rectangle: Rectangle): Point => ({
  x: centreX(rectangle),
  y: rectangle.y + rectangle.height / 2,
})

/** Stands at `x` as its centre, as far as the margins at both sides let it; half a point is rounded. */
function expectCentredAt(x: number, place: Rectangle, { workArea }: Display): void {
  const right = workArea.x + workArea.width
  if (workArea.width < place.width + 2 * marginPoints)
    expect(Math.abs(centreX(place) - centreX(workArea))).toBeLessThanOrEqual(0.5)
  else if (x - place.width / 2 < workArea.x + marginPoints)
    expect(place.x).toBe(workArea.x + marginPoints)
  else if (x + place.width / 2 > right - marginPoints)
    expect(place.x + place.width).toBe(right - marginPoints)
  else expect(Math.abs(centreX(place) - x)).toBeLessThanOrEqual(0.5)
}

/** An arrangement and one of its screens. */
const halfPoints = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 2 * min, max: 2 * max }).map((halves) => halves / 2)
const anyPoint: fc.Arbitrary<Point> = fc.record({
  x: halfPoints(-6_000, 6_000),
  y: halfPoints(-6_000, 6_000),
})
const anyRectangle: fc.Arbitrary<Rectangle> = fc
  .tuple(anyPoint, halfPoints(0, 300), halfPoints(0, 60))
  .map(([point, width, height]) => ({ ...point, width, height }))
const nearly = <T>(screens: readonly Screen[], ofScreen: (screen: Screen) => fc.Arbitrary<T>) =>
  fc.constantFrom(...screens).chain(ofScreen)

/** Whatever the system may tell of the gauge and the mouse, likely or not. */
const anyInput = arrangements.chain((screens) =>
  fc.record({
    displays: fc.constant<readonly Screen[]>(screens),
    trayBounds: fc.oneof(
      anyRectangle,
      fc.constant(null),
      fc.constant(empty),
      nearly(screens, ({ gauge }) => fc.constant(gauge)),
    ),
    cursor: fc.oneof(
      anyPoint,
      fc.constant(null),
      nearly(screens, ({ bounds }) => pointIn(bounds)),
    ),
    size: sizes,
  }),
)

describe('wherever the gauge and the mouse are, the popover', () => {
  test('lies within the work area of one display, in whole points', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const place = placePopover(input)
        expect(Object.values(place).every(Number.isInteger)).toBe(true)
        const around = input.displays.filter(({ workArea }) => isWithin(place, workArea))
        expect(around).toHaveLength(1)
      }),
      { numRuns: 1_000 },
    )
  })

  test('is on the display of the mouse, else of the gauge, else on the primary one', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { displays, cursor, trayBounds } = input
        const isGauge = trayBounds !== null && trayBounds.width > 0
        const ofCursor = displays.find((one) => cursor !== null && isIn(cursor, one))
        const ofGauge = displays.find((one) => isGauge && isIn(centre(trayBounds), one))
        const wanted = ofCursor ?? ofGauge ?? displays[0]
        expect(isWithin(placePopover(input), wanted?.workArea ?? empty)).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('has the size that it asks for, or as much of it as the display has', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { size, displays } = input
        const place = placePopover(input)
        const found = displays.find((one) => isWithin(place, one.workArea))
        const { width, height } = found?.workArea ?? empty
        expect(place.width).toBe(Math.min(size.width, width))
        expect(place.height).toBe(Math.min(size.height, height - marginPoints))
      }),
      { numRuns: 500 },
    )
  })
})

describe('the popover, asked for by a click on the gauge,', () => {
  const clicks = clickedScreens.chain(({ screens, clicked }) =>
    fc.record({
      displays: fc.constant<readonly Screen[]>(screens),
      clicked: fc.constant(clicked),
      cursor: fc.oneof(fc.constant(null), pointIn(clicked.gauge)),
      size: sizes,
    }),
  )

  test('hangs below it and is centred on it, as far as there is room', () => {
    fc.assert(
      fc.property(clicks, ({ displays, clicked, cursor, size }) => {
        const { gauge, workArea } = clicked
        const place = placePopover({ trayBounds: gauge, cursor, displays, size })
        expectCentredAt(centreX(gauge), place, clicked)
        const below = Math.max(workArea.y, gauge.y + gauge.height)
        const lowest = workArea.y + workArea.height - place.height
        expect(place.y).toBe(Math.min(below, lowest))
      }),
      { numRuns: 1_000 },
    )
  })

  test('on another display than macOS tells its place on, is centred on the mouse there', () => {
    fc.assert(
      fc.property(clicks, ({ displays, clicked, size }) => {
        const told = displays.find((one) => one !== clicked)
        if (told === undefined) return
        const cursor = centre(clicked.gauge)
        const place = placePopover({ trayBounds: told.gauge, cursor, displays, size })
        expectCentredAt(cursor.x, place, clicked)
        expect(place.y).toBe(clicked.workArea.y)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('without a gauge to hang below, the popover', () => {
  const nowhere = fc.constantFrom(null, empty, { x: 700, y: 0, width: 0, height: 24 })

  test('is centred at the top of the display of the mouse, else of the primary one', () => {
    const inputs = clickedScreens.chain(({ screens, clicked }) =>
      fc.tuple(
        fc.constant({ screens, clicked }),
        fc.oneof(fc.constant(null), pointIn(clicked.bounds)),
        nowhere,
        sizes,
      ),
    )
    fc.assert(
      fc.property(inputs, ([{ screens, clicked }, cursor, trayBounds, size]) => {
        const display = cursor === null ? (screens[0] ?? clicked) : clicked
        const place = placePopover({ trayBounds, cursor, displays: screens, size })
        expectCentredAt(centreX(display.workArea), place, display)
        expect(place.y).toBe(display.workArea.y)
      }),
      { numRuns: 500 },
    )
  })

  test('and without any display, still has a place and its size', () => {
    fc.assert(
      fc.property(nowhere, anyPoint, sizes, (trayBounds, cursor, size) => {
        const place = placePopover({ trayBounds, cursor, displays: [], size })
        expect(place).toEqual({ x: 0, y: 0, ...size })
      }),
    )
  })
})

/** A MacBook Pro with a notch; its Dock is at the bottom. */
const macBook: Display = {
  bounds: { x: 0, y: 0, width: 1_512, height: 982 },
  workArea: { x: 0, y: 38, width: 1_512, height: 874 },
}
/** At 1×, to the left of it and higher; with the Dock at its left. */
const leftOfIt: Display = {
  bounds: { x: -1_920, y: -200, width: 1_920, height: 1_080 },
  workArea: { x: -1_840, y: -176, width: 1_840, height: 1_056 },
}
const gaugeAt = (x: number, y = 0): Rectangle => ({ x, y, width: 60, height: 38 })
const fullScreen: Display = { ...macBook, workArea: macBook.bounds }

describe('the popover of 380 × 640 points', () => {
  const size = popoverSize
  test.each<readonly [string, Rectangle | null, Point | null, readonly Display[], Point]>([
    ['below the gauge', gaugeAt(900), { x: 910, y: 20 }, [macBook], { x: 740, y: 38 }],
    ['at the right edge', gaugeAt(1_452), null, [macBook], { x: 1_124, y: 38 }],
    ['at the left edge', gaugeAt(0), null, [macBook], { x: 8, y: 38 }],
    ['over a full-screen app', gaugeAt(900), null, [fullScreen], { x: 740, y: 38 }],
    [
      'below the gauge of the other display',
      { x: -400, y: -200, width: 60, height: 24 },
      { x: -380, y: -190 },
      [macBook, leftOfIt],
      { x: -560, y: -176 },
    ],
    [
      'below the mouse on the other display',
      gaugeAt(900),
      { x: -1_000, y: -190 },
      [macBook, leftOfIt],
      { x: -1_190, y: -176 },
    ],
    [
      'beside the Dock',
      gaugeAt(900),
      { x: -1_919, y: -190 },
      [macBook, leftOfIt],
      { x: -1_832, y: -176 },
    ],
    ['where nobody clicked a hidden gauge', null, null, [macBook, leftOfIt], { x: 566, y: 38 }],
  ])('is %s', (_, trayBounds, cursor, displays, place) => {
    expect(placePopover({ trayBounds, cursor, displays, size })).toEqual({ ...place, ...size })
  })

  test('is as small as its display where that is smaller', () => {
    const bounds = { x: 0, y: 0, width: 320, height: 480 }
    const workArea = { x: 0, y: 24, width: 320, height: 456 }
    const trayBounds = { x: 200, y: 0, width: 40, height: 24 }
    const place = placePopover({
      trayBounds,
      cursor: null,
      displays: [{ bounds, workArea }],
      size,
    })
    expect(place).toEqual({ x: 0, y: 24, width: 320, height: 448 })
  })
})
