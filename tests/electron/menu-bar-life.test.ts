import { describe, expect, test } from 'vitest'
import { snapshotOf } from './tray/looked-at.ts'
import { createMenuBarWorld } from './menu-bar-world.ts'

const GB = 1e9
const roomOf = (roomBytes: number, atMs = 0) =>
  snapshotOf({ totalBytes: 24 * GB, room: { roomBytes, state: 'plenty' }, atMs })

describe('the popover', () => {
  test('opens for a second start, and comes to the front for a third', async () => {
    const { menuBar, window } = await createMenuBarWorld()
    menuBar.reopened()
    window.paint()
    expect(window.taken()).toEqual(['create', 'view shown', 'show 380 × 640 at 740, 38'])
    menuBar.reopened()
    expect(window.taken()).toEqual(['focus'])
  })

  test('hides where another app comes to the front', async () => {
    const { menuBar, open, window, clock } = await createMenuBarWorld()
    open()
    menuBar.resigned()
    expect(window.taken()).toEqual([])
    clock.advance(100)
    expect(window.taken()).toEqual(['view hidden', 'hide'])
  })

  test('follows its gauge when displays change, and hides when one is gone', async () => {
    const { menuBar, open, window, screen } = await createMenuBarWorld()
    open()
    screen.set({ trayBounds: { x: 600, y: 0, width: 60, height: 38 } })
    menuBar.displaysChanged()
    expect(window.taken()).toEqual(['move to 440, 38', 'view shown'])
    menuBar.displayRemoved()
    expect(window.taken()).toEqual(['view hidden', 'hide'])
  })
})

describe('a window that crashes again and again', () => {
  const hint = /^The window of Headroom has crashed again and again\. 6\.0 GB free for/

  async function createBroken() {
    const world = await createMenuBarWorld({ first: roomOf(6 * GB) })
    world.open()
    for (let crash = 1; crash <= 4; crash++) world.window.tells().gone()
    world.window.taken()
    world.clock.advance(1_000)
    world.core.push(roomOf(6 * GB, 1))
    return world
  }

  test('is spoken of at the gauge and in its menu, and nobody looks any more', async () => {
    const { tray, menuBar, core } = await createBroken()
    expect(tray.shown.sentence).toMatch(hint)
    menuBar.rightClicked()
    const [first] = tray.takeMenu() ?? []
    expect(first).toEqual({ kind: 'text', label: expect.stringMatching(hint) })
    expect(core.lookers()).toBe(0)
  })

  test('opens for a click, and is forgotten after a minute', async () => {
    const { tray, click, core, clock, window } = await createBroken()
    click()
    expect([window.taken(), core.lookers()]).toEqual([['create'], 1])
    clock.advance(60_000)
    core.push(roomOf(6 * GB, 2))
    expect(tray.shown.sentence).toMatch(/^6\.0 GB free for models\. /)
  })
})

describe('at its end', () => {
  test('nothing is shown any more, and nobody looks', async () => {
    const { menuBar, open, tray, core, window, clock, said } = await createMenuBarWorld()
    open()
    menuBar.close()
    expect(window.taken().at(-1)).toBe('destroy')
    const { sets } = tray.shown
    core.push(roomOf(5 * GB, 1))
    clock.advance(1_000)
    expect([tray.shown.sets, window.taken(), core.lookers(), said]).toEqual([sets, [], 0, []])
    expect(clock.nextAtMs()).toBeNull()
  })

  test('a change of the gauge that waits for its second does not come any more', async () => {
    const { menuBar, tray, core, clock } = await createMenuBarWorld()
    core.push(roomOf(5 * GB, 1))
    menuBar.close()
    clock.advance(10_000)
    expect(tray.shown.gauge).toBe('ring unknown')
    expect(clock.nextAtMs()).toBeNull()
  })
})
