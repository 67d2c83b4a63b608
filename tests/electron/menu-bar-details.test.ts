import { describe, expect, test } from 'vitest'
import { createMenuBarWorld } from './menu-bar-world.ts'

const settings = { section: 'settings', focus: null } as const

describe('the window of the details', () => {
  test('is opened by the menu, told its place, and looked at from when it is on screen', async () => {
    const { menuBar, tray, details, window, core } = await createMenuBarWorld()
    menuBar.rightClicked()
    tray.choose({ kind: 'begin', begins: { kind: 'details', place: settings } })
    expect(details.taken()).toEqual(['create 960 × 680 at 276, 135 for settings'])
    expect(core.lookers()).toBe(0)
    details.paint()
    const told = ['view hidden, begins settings', 'show', 'view shown, begins settings']
    expect(details.taken()).toEqual(told)
    expect([core.lookers(), window.taken()]).toEqual([1, []])
  })

  test('takes the place of the popover that has led there', async () => {
    const { menuBar, open, details, window, core } = await createMenuBarWorld()
    open()
    menuBar.detailsWanted(settings)
    expect(window.taken()).toEqual(['view hidden', 'hide'])
    details.paint()
    expect([details.isThere(), core.lookers()]).toEqual([true, 1])
  })

  test('is led to another place, and once more to the same, in the window that is there', async () => {
    const { menuBar, details } = await createMenuBarWorld()
    menuBar.detailsWanted(settings)
    details.paint()
    details.taken()
    menuBar.detailsWanted({ section: 'log', focus: null })
    expect(details.taken()).toEqual(['view shown', 'view shown, begins log', 'show'])
    menuBar.detailsWanted({ section: 'log', focus: null })
    expect(details.taken()).toEqual(['view shown', 'view shown, begins log', 'show'])
  })
})

describe('the life of that window', () => {
  test('is closed by the keyboard where it is in front, and the popover where that is', async () => {
    const { menuBar, open, details, window } = await createMenuBarWorld()
    open()
    menuBar.dismissed()
    expect(window.taken()).toEqual(['view hidden', 'hide'])
    menuBar.detailsWanted(settings)
    details.paint()
    menuBar.dismissed()
    expect([details.isThere(), window.taken()]).toEqual([false, []])
  })

  test('follows the language of the menu', async () => {
    const world = await createMenuBarWorld()
    world.menuBar.detailsWanted(settings)
    world.details.paint()
    world.details.taken()
    await world.settings.change({ language: 'de' })
    expect(world.details.taken()).toEqual(['view shown, in de, begins settings'])
  })

  test('says in the popover that it crashes again and again', async () => {
    const { menuBar, details, window } = await createMenuBarWorld()
    menuBar.detailsWanted(settings)
    details.tells().gone()
    expect([details.isThere(), window.isThere()]).toEqual([true, false])
    details.tells().gone()
    expect(details.isThere()).toBe(false)
    window.paint()
    const told = 'tells "The window of the details has crashed again and again"'
    expect(window.taken()).toContain(`view shown, ${told}`)
  })

  test('goes with the app', async () => {
    const { menuBar, details, core } = await createMenuBarWorld()
    menuBar.detailsWanted(settings)
    details.paint()
    menuBar.close()
    expect([details.isThere(), core.lookers()]).toEqual([false, 0])
  })
})
