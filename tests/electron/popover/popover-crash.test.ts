import { describe, expect, test } from 'vitest'
import { createShown, shownAtGauge } from './popover-shell.ts'

describe('a popover that crashes', () => {
  const back = ['destroy', 'create', 'view shown', 'snapshot 1', shownAtGauge]

  function crash({ window }: ReturnType<typeof createShown>): readonly string[] {
    window.tells().gone()
    const isThere = window.taken()
    if (!isThere.includes('create')) return isThere
    window.paint()
    return [...isThere, ...window.taken()]
  }

  test('comes back three times in a minute, whole, and stays closed at the fourth', () => {
    const world = createShown()
    for (let time = 1; time <= 3; time++) {
      expect(crash(world)).toEqual(back)
      expect(world.popover.isBroken()).toBe(false)
      world.clock.advance(10_000)
    }
    expect(crash(world)).toEqual(['view hidden', 'destroy'])
    expect([world.isShown(), world.popover.isBroken()]).toEqual([false, true])
  })

  test('too often, opens for a click all the same; the next crash closes it again', () => {
    const world = createShown()
    for (let time = 1; time <= 4; time++) crash(world)
    world.toggle()
    world.window.paint()
    expect(world.window.taken().at(-1)).toBe(shownAtGauge)
    expect(crash(world)).toEqual(['view hidden', 'destroy'])
  })

  test('too often, is forgiven after a minute', () => {
    const world = createShown()
    for (let time = 1; time <= 4; time++) crash(world)
    world.clock.advance(59_999)
    expect(world.popover.isBroken()).toBe(true)
    world.clock.advance(1)
    expect(world.popover.isBroken()).toBe(false)
    world.toggle()
    world.window.paint()
    world.window.taken()
    expect(crash(world)).toEqual(back)
  })

  test('while it is hidden is not seen, and is there for the next click', () => {
    const world = createShown()
    world.toggle()
    world.window.taken()
    expect(crash(world)).toEqual(['destroy'])
    world.toggle()
    expect(world.window.taken()).toEqual(['create'])
  })
})
