import { createPopover } from '../../../src/main/electron/popover/popover.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { snapshotAt } from '../../web/fake-core.ts'
import { createDrivenClock } from '../driven-clock.ts'
import { click, createFakeScreen, createFakeWindow } from '../fake-shell.ts'

export const shownAtGauge = 'show 380 × 640 at 740, 38'

/** A popover in a world of fakes. `first`: the Snapshot that Core holds at first. */
export function createPopoverShell(first: Snapshot | null = snapshotAt(1)) {
  const clock = createDrivenClock()
  const window = createFakeWindow()
  const screen = createFakeScreen()
  const shown: boolean[] = []
  let current = first
  let warmMs = 120_000
  const popover = createPopover({
    preferences: () => null,
    language: () => 'en',
    warmMs: () => warmMs,
    window,
    screen,
    clock,
    current: () => current,
    sentence: () => `the sentence of ${current?.atMs ?? 'nothing'}`,
    onShown: (isShown) => shown.push(isShown),
  })
  return {
    clock,
    window,
    screen,
    popover,
    shown,
    /** The user says how long a hidden window is kept. */
    keepWarm: (ms: number) => {
      warmMs = ms
      popover.followWarm()
    },
    /** Wanted on screen, as it told last. */
    isShown: () => shown.at(-1) === true,
    tick: (atMs: number) => {
      current = snapshotAt(atMs)
      popover.push(current)
    },
    toggle: () => {
      popover.press()
      popover.toggle(click)
    },
  }
}

/** One that stands there, shown. */
export function createShown() {
  const world = createPopoverShell()
  world.toggle()
  world.window.paint()
  world.window.taken()
  return world
}
