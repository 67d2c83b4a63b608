import type { Core } from '../core/core.ts'
import type { Clock } from '../host/host.ts'
import { isGaugeHidden, type Anchor } from './popover/placement.ts'
import { createPopover, type Popover } from './popover/popover.ts'
import { type ScreenPort, type WindowPort } from './popover/popover-port.ts'
import { choose, type MenuWorld } from './tray/menu-choice.ts'
import { createTrayFace, type TrayFacePort } from './tray/tray-face.ts'
import { trayLookOf, type TrayLook } from './tray/tray-look.ts'
import type { MenuAct, MenuEntry } from './tray/menu-entry.ts'
import { trayMenu } from './tray/tray-menu.ts'

export interface TrayPort extends TrayFacePort {
  popUpMenu(entries: readonly MenuEntry[], choose: (act: MenuAct) => void): void
}

export interface MenuBarOptions extends MenuWorld {
  readonly core: MenuWorld['core'] & Pick<Core, 'current' | 'onSnapshot' | 'look'>
  readonly clock: Pick<Clock, 'nowMs' | 'after'>
  readonly tray: TrayPort
  readonly window: WindowPort
  readonly screen: ScreenPort
  /** Nobody waits for a window then. */
  readonly isOpenedAtLogin: boolean
}

/** A click on the gauge, with Control or without. */
export interface TrayClick extends Anchor {
  readonly hasControl: boolean
}

/** What happens to the app, in words of its own. */
export interface MenuBar {
  pressed(): void
  clicked(click: TrayClick): void
  rightClicked(): void
  /** A second start, Finder, the Dock. */
  reopened(): void
  resigned(): void
  displaysChanged(): void
  displayRemoved(): void
  /** The keyboard's way out of the popover. */
  dismissed(): void
  close(): void
}

/** The system places the gauge after it is made. */
const settledAfterMs = 2_000
const hiddenGauge =
  'macOS does not show the gauge of Headroom: on macOS 26, allow it in System Settings > Menu Bar. Starting Headroom again opens its window.'
const brokenWindow = 'The window of Headroom has crashed again and again'

/** The gauge, its menu and the popover, over one Core. */
export function createMenuBar(options: MenuBarOptions): MenuBar {
  const { core, settings, clock, tray } = options
  const face = createTrayFace(tray, clock)
  let endLook: (() => void) | null = null

  const look = (): TrayLook =>
    trayLookOf(core.current(), {
      menuBarText: settings.current().menuBarText,
      hint: popover.isBroken() ? brokenWindow : null,
    })
  const showFace = (): void => face.show(look())
  const popover = createPopover({
    ...options,
    current: core.current,
    sentence: () => look().sentence,
    onShown: (isShown) => {
      endLook?.()
      endLook = isShown ? core.look() : null
      showFace() // it may have crashed once too often
    },
  })
  const popUpMenu = (): void => {
    popover.dismiss()
    const entries = trayMenu(look().sentenceOfRoom, settings.current(), core.current())
    tray.popUpMenu(entries, (act) => choose(act, options, popover.open))
  }

  const ends = [
    core.onSnapshot((snapshot) => {
      showFace()
      popover.push(snapshot)
    }),
    settings.onChange(showFace),
    clock.after(settledAfterMs, () => tellHiddenGauge(options, popover)),
  ]
  showFace()

  return {
    pressed: popover.press,
    clicked: ({ hasControl, ...at }) => (hasControl ? popUpMenu() : popover.toggle(at)),
    rightClicked: popUpMenu,
    reopened: popover.open,
    resigned: popover.blur,
    displaysChanged: popover.replace,
    displayRemoved: popover.dismiss,
    dismissed: popover.dismiss,
    close: () => {
      popover.close()
      ends.forEach((end) => end())
      face.stop()
    },
  }
}

/** Once: an app without a gauge and a window would not be there at all. */
function tellHiddenGauge({ screen, say, isOpenedAtLogin }: MenuBarOptions, popover: Popover): void {
  if (!isGaugeHidden(screen.trayBounds(), screen.displays())) return
  say(hiddenGauge)
  if (!isOpenedAtLogin) popover.open()
}
