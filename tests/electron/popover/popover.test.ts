import { describe, expect, test } from 'vitest'
import { clickOn, gaugeBounds, macBook, parkedBounds, secondDisplay } from '../fake-shell.ts'
import { createPopoverShell, createShown, shownAtGauge } from './popover-shell.ts'

describe('what the page of the popover is told', () => {
  test('is how it is shown, then the last Snapshot, before it is seen', () => {
    const { toggle, window } = createPopoverShell()
    toggle()
    expect(window.taken()).toEqual(['create'])
    window.tells().loaded()
    expect(window.taken()).toEqual(['view shown', 'snapshot 1'])
    window.tells().ready()
    expect(window.taken()).toEqual([shownAtGauge])
  })

  test('is each Snapshot while it is shown, the first one too', () => {
    const { toggle, window, tick } = createPopoverShell(null)
    toggle()
    window.paint()
    expect(window.taken()).toEqual(['create', 'view shown', shownAtGauge])
    tick(5)
    tick(6)
    expect(window.taken()).toEqual(['snapshot 5', 'snapshot 6'])
  })

  test('is at once that it is hidden, and then nothing more', () => {
    const { toggle, window, tick } = createShown()
    toggle()
    expect(window.taken()).toEqual(['view hidden', 'hide'])
    tick(5)
    tick(6)
    expect(window.taken()).toEqual([])
  })

  test('is the present, before an old picture comes into sight again', () => {
    const { toggle, window, tick } = createShown()
    toggle()
    tick(5)
    window.taken()
    toggle()
    expect(window.taken()).toEqual(['view shown', 'snapshot 5', shownAtGauge])
    expect(window.accessibleTitle()).toBe('the sentence of 5')
  })

  test('is nothing at all while nobody has asked for it', () => {
    const { window, tick } = createPopoverShell()
    tick(2)
    expect(window.taken()).toEqual([])
  })

  test('that was closed while it loaded: that it is hidden', () => {
    const { popover, window, toggle } = createPopoverShell()
    toggle()
    popover.dismiss()
    window.paint()
    expect(window.taken()).toEqual(['create', 'view hidden', 'view hidden', 'snapshot 1'])
  })
})

test('the page is told what has come of an act until the window is closed, also when ⌘, begins the settings twice', () => {
  const { popover, toggle, window } = createShown()
  const settings = {
    begins: { kind: 'details', place: { section: 'settings', focus: null } },
  } as const
  popover.open({ told: { sentence: 'Loom is still open', help: null } })
  popover.open(settings)
  popover.open(settings)
  const told = 'view shown, tells "Loom is still open"'
  const views = window.taken().filter((one) => one.startsWith('view'))
  expect(views).toEqual([told, `${told}, begins settings`, told, `${told}, begins settings`])
  toggle()
  toggle()
  expect(window.taken()).toContain('view shown')
  popover.open(settings)
  expect(window.taken()).toContain('view shown, begins settings')
})

describe('the popover says whether it is wanted on screen', () => {
  test('once for each change, before anything of it happens', () => {
    const { toggle, shown, isShown, window, popover } = createPopoverShell()
    toggle()
    expect([shown, isShown()]).toEqual([[true], true])
    popover.open()
    window.paint()
    window.tells().focused()
    expect(shown).toEqual([true])
    toggle()
    popover.dismiss()
    expect([shown, isShown()]).toEqual([[true, false], false])
  })

  test('not for a crash that it comes back from, but for one that it does not', () => {
    const { shown, window } = createShown()
    for (let crash = 1; crash <= 3; crash++) window.tells().gone()
    expect(shown).toEqual([true])
    window.tells().gone()
    expect(shown).toEqual([true, false])
  })
})

describe('the popover hides', () => {
  test.each([
    ['400 ms after Escape, where its page says nothing', 'escaped', 400],
    ['100 ms after its focus is gone', 'blurred', 100],
  ] as const)('%s', (_, event, afterMs) => {
    const { window, clock, isShown } = createShown()
    window.tells()[event]()
    clock.advance(afterMs - 1)
    expect(isShown()).toBe(afterMs > 0)
    clock.advance(1)
    expect(window.taken()).toEqual(['view hidden', 'hide'])
  })

  test('where the app is no more in front, unless the focus comes back in time', () => {
    const { window, clock, popover, isShown } = createShown()
    popover.blur()
    clock.advance(99)
    window.tells().focused()
    clock.advance(60_000)
    expect(isShown()).toBe(true)
    popover.blur()
    clock.advance(100)
    expect(isShown()).toBe(false)
  })

  test('for a click on the gauge, though that takes its focus first', () => {
    const { window, clock, popover, toggle } = createShown()
    window.tells().blurred()
    popover.blur()
    toggle()
    window.tells().blurred()
    clock.advance(60_000)
    expect(window.taken()).toEqual(['view hidden', 'hide'])
  })

  test('not while the mouse is down on the gauge, whose click then hides it', () => {
    const { window, clock, popover, toggle, isShown } = createShown()
    window.tells().blurred()
    clock.advance(50)
    popover.press()
    clock.advance(1_000)
    expect(isShown()).toBe(true)
    toggle()
    expect(window.taken()).toEqual(['view hidden', 'hide'])
  })

  test('and its window goes after two minutes; the next click makes another', () => {
    const { window, clock, toggle } = createShown()
    toggle()
    window.taken()
    clock.advance(119_999)
    expect(window.taken()).toEqual([])
    clock.advance(1)
    expect(window.taken()).toEqual(['destroy'])
    expect(clock.nextAtMs()).toBeNull()
    toggle()
    window.paint()
    expect(window.taken()).toEqual(['create', 'view shown', 'snapshot 1', shownAtGauge])
  })
})

describe('the popover, when Escape is pressed in it,', () => {
  test('hides at once where its page had no use for it, and not where it had', () => {
    const { window, clock, isShown } = createShown()
    window.tells().escaped()
    window.tells().escapeAnswered(true)
    clock.advance(60_000)
    expect(isShown()).toBe(true)
    window.tells().escaped()
    window.tells().escapeAnswered(false)
    expect(window.taken()).toEqual(['view hidden', 'hide'])
    expect(clock.nextAtMs()).toBe(clock.nowMs() + 120_000)
  })
})

describe('the place of the popover', () => {
  test('is below the gauge of the menu bar that was clicked', () => {
    const { window, screen, popover } = createPopoverShell()
    screen.set({ displays: [macBook, secondDisplay] })
    popover.toggle(clickOn({ x: 2_000, y: 0, width: 60, height: 24 }))
    window.paint()
    expect(window.taken().at(-1)).toBe('show 380 × 640 at 1840, 24')
  })

  test('opened by something else, is below the gauge that macOS tells of', () => {
    const { window, screen, popover } = createPopoverShell()
    screen.set({ displays: [macBook, secondDisplay] })
    popover.toggle(clickOn({ x: 2_000, y: 0, width: 60, height: 24 }))
    window.paint()
    popover.dismiss()
    popover.open()
    expect(window.taken().at(-1)).toBe(shownAtGauge)
  })

  test('is that of the moment in which it comes into sight', () => {
    const { window, screen, popover } = createPopoverShell()
    popover.open()
    screen.set({ trayBounds: { x: 600, y: 0, width: 60, height: 38 } })
    window.paint()
    expect(window.taken().at(-1)).toBe('show 380 × 640 at 440, 38')
  })
})

describe('the place of a popover that is shown', () => {
  test('stays where it is when it is opened once more', () => {
    const { window, popover } = createShown()
    popover.open()
    expect(window.taken()).toEqual(['focus'])
  })

  test('follows the displays while it is shown, and does not while it is hidden', () => {
    const { window, screen, popover, toggle } = createShown()
    screen.set({ trayBounds: { x: 600, y: 0, width: 60, height: 38 } })
    popover.replace()
    expect(window.taken()).toEqual(['move to 440, 38', 'view shown'])
    toggle()
    window.taken()
    popover.replace()
    expect(window.taken()).toEqual([])
  })

  test('stays on the display whose menu bar was clicked when displays change', () => {
    const { window, screen, popover } = createPopoverShell()
    screen.set({ displays: [macBook, secondDisplay] })
    const trayBounds = { ...gaugeBounds, x: 2_500, height: 24 }
    popover.toggle({ trayBounds, cursor: { x: 2_530, y: 10 } })
    window.paint()
    expect(window.taken().at(-1)).toBe('show 380 × 640 at 2340, 24')
    popover.replace()
    expect(window.taken()).toEqual(['move to 2340, 24', 'view shown'])
  })

  test('is the top of the display where the gauge is gone since the click', () => {
    const { window, screen, toggle } = createPopoverShell()
    toggle()
    screen.set({ trayBounds: parkedBounds })
    window.paint()
    expect(window.taken().at(-1)).toBe('show 380 × 640 at 566, 38')
  })

  test('without a gauge is the top of the display, and the page is told why', () => {
    const { window, screen, popover } = createPopoverShell()
    screen.set({ trayBounds: parkedBounds })
    popover.open()
    window.paint()
    const shown = 'show 380 × 640 at 566, 38'
    expect(window.taken()).toEqual(['create', 'view shown, no gauge', 'snapshot 1', shown])
    screen.set({ trayBounds: { x: 900, y: 0, width: 60, height: 38 } })
    popover.replace()
    expect(window.taken()).toEqual(['move to 740, 38', 'view shown'])
  })
})

describe('the popover at its end', () => {
  test('goes with its window and its timers, whatever it was about to do, and stays away', () => {
    for (const prepare of ['shown', 'leaving', 'hidden', 'loading'] as const) {
      const world = prepare === 'loading' ? createPopoverShell() : createShown()
      const { window, popover, clock, toggle } = world
      if (prepare === 'loading') toggle()
      if (prepare === 'leaving') popover.blur()
      if (prepare === 'hidden') toggle()
      const events = window.tells()
      popover.close()
      expect(window.taken().at(-1)).toBe('destroy')
      expect(clock.nextAtMs()).toBeNull()
      events.gone()
      events.closed()
      toggle()
      popover.open()
      expect([window.taken(), world.isShown(), clock.nextAtMs()]).toEqual([[], false, null])
    }
  })

  test('a window that was closed by others is not a crash: it stays away until it is asked for', () => {
    const { window, popover, isShown, toggle } = createShown()
    for (let time = 1; time <= 5; time++) {
      window.tells().closed()
      expect([isShown(), popover.isBroken()]).toEqual([false, false])
      toggle()
      window.paint()
    }
    expect(isShown()).toBe(true)
  })
})
