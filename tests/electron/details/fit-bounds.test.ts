import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detailsSize, fitBounds } from '../../../src/main/electron/details/fit-bounds.ts'
import type { Display, Rectangle } from '../../../src/main/electron/popover/placement.ts'
import { macBook, secondDisplay } from '../fake-shell.ts'

const displayOf = (workArea: Rectangle): Display => ({ bounds: workArea, workArea })

describe('the window of the details', () => {
  test('opens in the middle of the primary display where it never was', () => {
    expect(fitBounds(null, [macBook, secondDisplay])).toEqual({
      x: 276,
      y: 135,
      width: 960,
      height: 680,
    })
  })

  test('comes back to where it was left, on the second display as well', () => {
    const left = { x: 1_700, y: 100, width: 1_200, height: 800 }
    expect(fitBounds(left, [macBook, secondDisplay])).toEqual(left)
  })

  test('is in the middle of the primary display again when its own is gone, as large as it was', () => {
    const left = { x: 1_700, y: 100, width: 1_200, height: 800 }
    expect(fitBounds(left, [macBook])).toEqual({ x: 156, y: 75, width: 1_200, height: 800 })
  })

  test('that stands out of a display is moved in, by as little as that needs', () => {
    const left = { x: 900, y: 500, width: 960, height: 680 }
    expect(fitBounds(left, [macBook])).toEqual({ x: 552, y: 232, width: 960, height: 680 })
  })

  test('belongs to the display that shows most of it', () => {
    const left = { x: 1_500, y: 300, width: 700, height: 500 }
    expect(fitBounds(left, [macBook, secondDisplay])).toEqual({ ...left, x: 1_512 })
  })
})

describe('its size', () => {
  test('is no smaller than it can be made, and no larger than its display', () => {
    const small = { x: 100, y: 100, width: 10, height: 10 }
    expect(fitBounds(small, [macBook])).toEqual({ x: 100, y: 100, width: 640, height: 420 })
    const tiny = displayOf({ x: 0, y: 20, width: 500, height: 300 })
    expect(fitBounds(null, [tiny])).toEqual({ x: 0, y: 20, width: 500, height: 300 })
  })

  test('is the first one where no display is connected', () => {
    expect(fitBounds(null, [])).toEqual({ x: 0, y: 0, ...detailsSize })
  })

  test('lies wholly in some display, on whole points, wherever it was left', () => {
    const numbers = fc.double({ min: -4_000, max: 4_000, noNaN: true })
    const sides = fc.double({ min: 1, max: 6_000, noNaN: true })
    const left = fc.record({ x: numbers, y: numbers, width: sides, height: sides })
    fc.assert(
      fc.property(left, (bounds) => {
        const displays = [macBook, secondDisplay]
        const fitted = fitBounds(bounds, displays)
        expect(Object.values(fitted).every(Number.isInteger)).toBe(true)
        const isWithin = displays.some(
          ({ workArea: { x, y, width, height } }) =>
            fitted.x >= x &&
            fitted.y >= y &&
            fitted.x + fitted.width <= x + width &&
            fitted.y + fitted.height <= y + height,
        )
        expect(isWithin).toBe(true)
      }),
    )
  })
})
