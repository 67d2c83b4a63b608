import * as fc from 'fast-check'
import type {
  Display,
  Point,
  Rectangle,
  Size,
} from '../../../src/main/electron/popover/placement.ts'

/** In points: screens at 1×, at 2×, at both scaled otherwise, and ones that are smaller than the popover. */
const screenSizes: readonly Size[] = [
  { width: 1_920, height: 1_080 },
  { width: 2_560, height: 1_440 },
  { width: 1_512, height: 982 },
  { width: 1_728, height: 1_117 },
  { width: 1_352, height: 878 },
  { width: 1_080, height: 1_920 },
  { width: 1_365, height: 767 },
  { width: 800, height: 600 },
  { width: 320, height: 480 },
]
/** 0: a full-screen app has the Space to itself; 37 and 38: beside a notch. */
const menuBarHeights = [0, 24, 25, 30, 37, 38]
const docks = ['none', 'left', 'right', 'bottom'] as const
const sides = ['left', 'right', 'above', 'below'] as const
type Side = (typeof sides)[number]

/** A screen with its menu bar, and the gauge in that. */
export interface Screen extends Display {
  readonly gauge: Rectangle
}

const dockedArea = (
  { x, y, width, height }: Rectangle,
  menuBarHeight: number,
  dock: (typeof docks)[number],
  dockSize: number,
): Rectangle => ({
  x: dock === 'left' ? x + dockSize : x,
  y: y + menuBarHeight,
  width: dock === 'left' || dock === 'right' ? width - dockSize : width,
  height: height - menuBarHeight - (dock === 'bottom' ? dockSize : 0),
})

const screenOf = (size: Size): fc.Arbitrary<Screen> =>
  fc
    .record({
      menuBarHeight: fc.constantFrom(...menuBarHeights),
      dock: fc.constantFrom(...docks),
      dockSize: fc.integer({ min: 40, max: 120 }),
      gaugeWidth: fc.integer({ min: 18, max: 110 }),
      gaugeRatio: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ menuBarHeight, dock, dockSize, gaugeWidth, gaugeRatio }) => {
      const bounds = { x: 0, y: 0, ...size }
      return {
        bounds,
        workArea: dockedArea(bounds, menuBarHeight, dock, dockSize),
        // half points happen at 2×
        gauge: {
          x: Math.round(gaugeRatio * (size.width - gaugeWidth) * 2) / 2,
          y: 0,
          width: gaugeWidth,
          height: menuBarHeight === 0 ? 24 : menuBarHeight,
        },
      }
    })

const movedRectangle = (rectangle: Rectangle, by: Point): Rectangle => ({
  ...rectangle,
  x: rectangle.x + by.x,
  y: rectangle.y + by.y,
})
const moved = ({ bounds, workArea, gauge }: Screen, by: Point): Screen => ({
  bounds: movedRectangle(bounds, by),
  workArea: movedRectangle(workArea, by),
  gauge: movedRectangle(gauge, by),
})

/** Where a screen of this size lies at a side of another one, shifted along their edge. */
function besideOf({ bounds }: Screen, side: Side, { width, height }: Size, shift: number): Point {
  switch (side) {
    case 'left':
      return { x: bounds.x - width, y: bounds.y + shift }
    case 'right':
      return { x: bounds.x + bounds.width, y: bounds.y + shift }
    case 'above':
      return { x: bounds.x + shift, y: bounds.y - height }
    case 'below':
      return { x: bounds.x + shift, y: bounds.y + bounds.height }
  }
}

const isApart = (one: Rectangle, other: Rectangle): boolean =>
  one.x + one.width <= other.x ||
  other.x + other.width <= one.x ||
  one.y + one.height <= other.y ||
  other.y + other.height <= one.y

const anyScreen = fc.constantFrom(...screenSizes).chain(screenOf)

/** One to three screens, none over another; the primary one first, at 0, 0. */
export const arrangements: fc.Arbitrary<readonly Screen[]> = fc
  .tuple(
    anyScreen,
    fc.array(
      fc.record({
        screen: anyScreen,
        side: fc.constantFrom(...sides),
        shift: fc.integer({ min: -700, max: 700 }),
        ofLast: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
  )
  .map(([primary, others]) => {
    const screens = [primary]
    for (const { screen, side, shift, ofLast } of others) {
      const base = (ofLast ? screens.at(-1) : null) ?? primary
      const placed = moved(screen, besideOf(base, side, screen.bounds, shift))
      if (screens.every(({ bounds }) => isApart(bounds, placed.bounds))) screens.push(placed)
    }
    return screens
  })

/** A point in a rectangle, whose far edges are not part of it. */
export const pointIn = ({ x, y, width, height }: Rectangle): fc.Arbitrary<Point> =>
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([right, down]) => ({
      x: Math.floor(x + right * (width - 1)),
      y: Math.floor(y + down * (height - 1)),
    }))

/** An arrangement, and the display of it whose menu bar was clicked. */
export const clickedScreens = arrangements.chain((screens) =>
  fc.constantFrom(...screens).map((clicked) => ({ screens, clicked })),
)

export const empty: Rectangle = { x: 0, y: 0, width: 0, height: 0 }
