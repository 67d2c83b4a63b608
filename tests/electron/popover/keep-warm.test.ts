import { describe, expect, test } from 'vitest'
import { createShown } from './popover-shell.ts'

describe('a window that is hidden', () => {
  const hidden = () => {
    const world = createShown()
    world.popover.dismiss()
    world.window.taken()
    return world
  }

  test('goes at once where it is not to be kept', () => {
    const { popover, window, clock, keepWarm } = createShown()
    keepWarm(0)
    popover.dismiss()
    clock.advance(0)
    expect(window.taken()).toEqual(['view hidden', 'hide', 'destroy'])
  })

  test('is kept for as long as the user says, also who says so while it is hidden', () => {
    const { window, clock, keepWarm } = hidden()
    clock.advance(60_000)
    keepWarm(600_000)
    clock.advance(599_999)
    expect(window.taken()).toEqual([])
    clock.advance(1)
    expect(window.taken()).toEqual(['destroy'])
  })

  test('goes at once when it is to be kept no more, and one that is shown stays', () => {
    const { window, clock, keepWarm } = hidden()
    keepWarm(0)
    clock.advance(0)
    expect(window.taken()).toEqual(['destroy'])
    const shown = createShown()
    shown.keepWarm(0)
    shown.clock.advance(600_000)
    expect(shown.window.taken()).toEqual([])
  })
})
