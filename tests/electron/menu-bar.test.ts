import { describe, expect, test } from 'vitest'
import type { MenuBarText } from '../../src/shared/settings.ts'
import { createFakeScreen, parkedBounds } from './fake-shell.ts'
import { snapshotOf } from './tray/looked-at.ts'
import { createMenuBarWorld } from './menu-bar-world.ts'

const GB = 1e9
const roomOf = (roomBytes: number, atMs = 0) =>
  snapshotOf({ totalBytes: 24 * GB, room: { roomBytes, state: 'plenty' }, atMs })
const sixGB = '\u20076.0 GB'

describe('the gauge', () => {
  test('is there at once, and follows Core, a second later at most', async () => {
    const { tray, core, clock } = await createMenuBarWorld()
    expect(tray.shown).toMatchObject({ gauge: 'ring unknown', title: '' })
    clock.advance(999)
    core.push(roomOf(6 * GB))
    expect(tray.shown.gauge).toBe('ring unknown')
    clock.advance(1)
    expect(tray.shown).toMatchObject({ gauge: 'ring plenty 18', title: sixGB })
    expect(tray.shown.sentence).toMatch(/^6\.0 GB free for models\. Plenty: /)
  })

  test('shows what Core knows already', async () => {
    const { tray } = await createMenuBarWorld({ first: roomOf(6 * GB) })
    expect(tray.shown).toMatchObject({ gauge: 'ring plenty 18', title: sixGB })
  })

  test('goes on while nobody looks: the window is not told', async () => {
    const { tray, core, clock, window } = await createMenuBarWorld()
    clock.advance(1_000)
    core.push(roomOf(6 * GB))
    expect(tray.shown.title).toBe(sixGB)
    expect([window.taken(), core.lookers()]).toEqual([[], 0])
  })
})

describe('a click on the gauge', () => {
  test('opens the popover, which counts as looking until it is closed', async () => {
    const { click, window, core } = await createMenuBarWorld({ first: roomOf(6 * GB, 5) })
    click()
    window.paint()
    const shown = 'show 380 × 640 at 740, 38'
    expect(window.taken()).toEqual(['create', 'view shown', 'snapshot 5', shown])
    expect(window.accessibleTitle()).toMatch(/^6\.0 GB free for models\. Plenty: /)
    expect(core.lookers()).toBe(1)
    core.push(roomOf(5 * GB, 6))
    expect(window.taken()).toEqual(['snapshot 6'])
    click()
    expect([window.taken(), core.lookers()]).toEqual([['view hidden', 'hide'], 0])
  })

  test('with Control opens the menu instead, and closes the popover', async () => {
    const { click, open, window, tray, core } = await createMenuBarWorld()
    click(true)
    expect(window.taken()).toEqual([])
    expect(tray.takeMenu()).not.toBeNull()
    open()
    click(true)
    expect([window.taken(), core.lookers()]).toEqual([['view hidden', 'hide'], 0])
    expect(tray.takeMenu()).not.toBeNull()
  })

  test('with the other button does the same', async () => {
    const { menuBar, open, window, tray } = await createMenuBarWorld()
    open()
    menuBar.rightClicked()
    expect(window.taken()).toEqual(['view hidden', 'hide'])
    const labels = tray.takeMenu()?.map((entry) => ('label' in entry ? entry.label : entry.kind))
    expect(labels).toEqual([
      'Looking at this machine',
      'line',
      'Open Headroom',
      'Details…',
      'Settings',
      'line',
      'Quit Headroom',
    ])
  })
})

/** What has to wait for a file has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('the gauge is drawn anew in the style that is chosen', async () => {
  const { tray, settings, clock } = await createMenuBarWorld({ first: roomOf(6 * GB) })
  expect(tray.shown.gauge).toBe('ring plenty 18')
  for (const gaugeStyle of ['column', 'dial', 'ring'] as const) {
    clock.advance(1_000)
    await settings.change({ gaugeStyle })
    expect(tray.shown.gauge).toBe(`${gaugeStyle} plenty 18`)
  }
})

describe('the menu', () => {
  test('opens the popover', async () => {
    const { menuBar, tray, window, core } = await createMenuBarWorld()
    menuBar.rightClicked()
    tray.choose({ kind: 'open' })
    expect([window.taken(), core.lookers()]).toEqual([['create'], 1])
  })

  test('ends Headroom', async () => {
    const { menuBar, tray, quits } = await createMenuBarWorld()
    menuBar.rightClicked()
    expect(quits).toEqual([])
    tray.choose({ kind: 'quit' })
    expect(quits).toHaveLength(1)
  })

  test('changes the text, takes it away and brings it back, also for the next start', async () => {
    const world = await createMenuBarWorld({ first: roomOf(6 * GB) })
    const { menuBar, tray, clock, file, settings } = world
    let before: MenuBarText = 'room'
    for (const [menuBarText, title] of [
      ['off', ''],
      ['in-use', '24.0 GB'],
      ['time-left', '‒‒ min'],
      ['room', sixGB],
    ] as const) {
      clock.advance(1_000)
      menuBar.rightClicked()
      const settingsMenu = tray.takeMenu()?.at(-3)
      const ticked =
        settingsMenu?.kind === 'menu'
          ? settingsMenu.entries.filter((entry) => entry.kind === 'check' && entry.isChecked)
          : []
      expect(ticked).toMatchObject([{ act: { text: before } }])
      before = menuBarText
      tray.choose({ kind: 'show-text', text: menuBarText })
      await settled()
      expect([settings.current().menuBarText, tray.shown.title]).toEqual([menuBarText, title])
      expect(JSON.parse(file.texts.at(-1) ?? '')).toMatchObject({ menuBarText })
    }
    expect(world.said).toEqual([])
  })

  test('says why a setting will not be there at the next start', async () => {
    const { menuBar, tray, file, said, settings } = await createMenuBarWorld()
    file.isFull = true
    menuBar.rightClicked()
    tray.choose({ kind: 'show-text', text: 'off' })
    await settled()
    expect(said).toEqual(['the settings could not be written: the disk is full'])
    expect(settings.current().menuBarText).toBe('off')
  })
})

describe('the first start', () => {
  test('opens the popover when the gauge has its place', async () => {
    const { clock, window } = await createMenuBarWorld({ isFirstRun: true })
    clock.advance(1_999)
    expect(window.taken()).toEqual([])
    clock.advance(1)
    expect(window.taken()).toEqual(['create'])
  })

  test('at login opens nothing, and no later one does', async () => {
    const atLogin = await createMenuBarWorld({ isFirstRun: true, isOpenedAtLogin: true })
    const later = await createMenuBarWorld()
    for (const { clock, window } of [atLogin, later]) {
      clock.advance(10_000)
      expect(window.taken()).toEqual([])
    }
  })
})

test('the page is told its language, and each other one at once', async () => {
  const { click, window, settings } = await createMenuBarWorld()
  await settings.change({ language: 'de' })
  click()
  window.paint()
  expect(window.taken()[1]).toBe('view shown, in de')
  await settings.change({ language: 'zh-Hans' })
  expect(window.taken()).toEqual(['view shown, in zh-Hans'])
})

describe('a gauge that macOS does not show', () => {
  const hidden = createFakeScreen()
  hidden.set({ trayBounds: parkedBounds })
  const sentence =
    'macOS does not show the gauge of Headroom: on macOS 26, allow it in System Settings > Menu Bar. Starting Headroom again opens its window.'

  test('is spoken of once, when its place has settled, and the popover is opened', async () => {
    const { clock, said, window } = await createMenuBarWorld({ screen: hidden })
    clock.advance(1_999)
    expect([said, window.taken()]).toEqual([[], []])
    clock.advance(1)
    expect([said, window.taken()]).toEqual([[sentence], ['create']])
    clock.advance(3_600_000)
    expect(said).toEqual([sentence])
  })

  test('opens nothing at login', async () => {
    const world = await createMenuBarWorld({ screen: hidden, isOpenedAtLogin: true })
    world.clock.advance(2_000)
    expect([world.said, world.window.taken()]).toEqual([[sentence], []])
  })

  test('is not spoken of where it is shown', async () => {
    const { clock, said, window } = await createMenuBarWorld()
    clock.advance(3_600_000)
    expect([said, window.taken()]).toEqual([[], []])
  })
})

test('where the settings leave the language to the system, the page is told that of the menu', async () => {
  const { open, window, settings } = await createMenuBarWorld({ preferred: ['fr-FR', 'de-AT'] })
  open()
  await settings.change({ menuBarText: 'off' })
  await settings.change({ language: 'en' })
  await settings.change({ language: 'system' })
  expect(window.taken()).toEqual(['view shown, in de', 'view shown', 'view shown, in de'])
})

describe('the keys that work from anywhere', () => {
  test('open the popover below the gauge, and hide it when they are pressed again', async () => {
    const { menuBar, window, core } = await createMenuBarWorld()
    menuBar.shortcutPressed()
    window.paint()
    expect(window.taken()).toContain('show 380 × 640 at 740, 38')
    expect(core.lookers()).toBe(1)
    menuBar.shortcutPressed()
    expect([window.taken(), core.lookers()]).toEqual([['view hidden', 'hide'], 0])
  })

  test('open it at the top, in the middle, where macOS does not show the gauge', async () => {
    const screen = createFakeScreen()
    screen.set({ trayBounds: parkedBounds })
    const { menuBar, window } = await createMenuBarWorld({ screen })
    menuBar.shortcutPressed()
    window.paint()
    expect(window.taken().at(-1)).toBe('show 380 × 640 at 566, 38')
  })
})
