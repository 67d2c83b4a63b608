import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anchorOf, isGaugeHidden } from '../../../src/main/electron/popover/placement.ts'
import { clickedScreens, empty } from './arrangements.ts'

describe('the gauge is hidden', () => {
  test('where macOS has parked it below the screen', () => {
    const parked = { x: 0, y: 1_117, width: 24, height: 22 }
    const bounds = { x: 0, y: 0, width: 1_728, height: 1_117 }
    expect(isGaugeHidden(parked, [{ bounds, workArea: bounds }])).toBe(true)
    expect(isGaugeHidden(parked, [])).toBe(false) // nobody sees anything
    const unknown = { ...parked, height: 0 }
    expect(isGaugeHidden(unknown, [{ bounds, workArea: bounds }])).toBe(false)
  })

  test.each([
    ['in a menu bar that hides itself, above the screen', { x: 900, y: -24 }],
    ['pushed aside by a manager of menu bars', { x: -3_000, y: 0 }],
    ['in the menu bar of a display below', { x: 900, y: 1_117 }],
  ])('but not %s', (_, place) => {
    const bounds = { x: 0, y: 0, width: 1_728, height: 1_117 }
    const below = { ...bounds, y: 1_117 }
    const displays = [bounds, below].map((one) => ({ bounds: one, workArea: one }))
    expect(isGaugeHidden({ ...place, width: 24, height: 24 }, displays)).toBe(false)
  })

  test('but never while it is on any display, nor before its place is known', () => {
    fc.assert(
      fc.property(clickedScreens, ({ screens, clicked }) => {
        expect(isGaugeHidden(clicked.gauge, screens)).toBe(false)
        expect(isGaugeHidden(empty, screens)).toBe(false)
      }),
    )
  })
})

describe('a click on the gauge', () => {
  const own = { x: 900, y: 0, width: 60, height: 38 }
  const cursor = { x: 2_000, y: 10 }

  test('is where the system says, and the mouse', () => {
    const clicked = { ...own, x: 1_990 }
    expect(anchorOf(clicked, cursor, () => own)).toEqual({ trayBounds: clicked, cursor })
  })

  test('that comes without a place is not one of the mouse: it is on the gauge itself', () => {
    const none = { x: 0, y: 0, width: 0, height: 0 }
    for (const clicked of [undefined, none])
      expect(anchorOf(clicked, cursor, () => own)).toEqual({ trayBounds: own, cursor: null })
  })
})
