import type { DetailsPlace } from '../../shared/details.ts'
import { isGaugeHidden, type Anchor } from './popover/placement.ts'
import type { Popover } from './popover/popover.ts'
import { createScreens, type ScreensOptions } from './screens.ts'
import { choose, type MenuWorld } from './tray/menu-choice.ts'
import { createTrayFace, type TrayFacePort } from './tray/tray-face.ts'
import { trayLookOf, type TrayLook } from './tray/tray-look.ts'
import type { MenuAct, MenuEntry } from './tray/menu-entry.ts'
import { trayMenu } from './tray/tray-menu.ts'
import { readyVersionOf } from './updates/update-step.ts'
import type { Voices } from './tray/voices.ts'

export interface TrayPort extends TrayFacePort {
  popUpMenu(entries: readonly MenuEntry[], choose: (act: MenuAct) => void): void
}

export interface MenuBarOptions extends MenuWorld, ScreensOptions {
  readonly voices: Pick<Voices, 'current' | 'language' | 'onChange'>
  readonly core: MenuWorld['core'] & ScreensOptions['core']
  readonly tray: TrayPort
  /** Nobody waits for a window then. */
  readonly isOpenedAtLogin: boolean
  /** Nobody has been told yet what the gauge means. */
  readonly isFirstRun: boolean
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
  /** The keys that open it from wherever one is; pressed again, they close it. */
  shortcutPressed(): void
  /** A second start, Finder, the Dock. */
  reopened(): void
  resigned(): void
  displaysChanged(): void
  displayRemoved(): void
  /** The keyboard's way out of the window in front. */
  dismissed(): void
  /** By ⌘, or a link of the popover. */
  detailsWanted(place: DetailsPlace): void
  /** By a notification: what it does is done as by the menu. */
  chosen(act: MenuAct): void
  close(): void
}

/** The system places the gauge after it is made. */
const settledAfterMs = 2_000
const hiddenGauge =
  'macOS does not show the gauge of Headroom: on macOS 26, allow it in System Settings > Menu Bar. Starting Headroom again opens its window.'
const brokenWindow = 'The window of Headroom has crashed again and again'

/** The gauge, its menu, the popover and the window of the details, over one Core. */
export function createMenuBar(options: MenuBarOptions): MenuBar {
  const { core, settings, clock, tray, voices } = options
  const face = createTrayFace(tray, clock)
  let endLook: (() => void) | null = null
  let warmMinutes = settings.current().keepWarmMinutes

  const look = (): TrayLook => lookOf(options, popover.isBroken() ? brokenWindow : null)
  const showFace = (): void => face.show(look())
  const screens = createScreens(options, {
    sentence: () => look().sentence,
    warmMs: () => settings.current().keepWarmMinutes * 60_000,
    onShown: (isShown) => {
      endLook?.()
      endLook = isShown ? core.look() : null
      showFace() // it may have crashed once too often
    },
  })
  const { popover } = screens
  const chosen = (act: MenuAct): void => choose(act, options, screens.openWindow)
  const popUpMenu = (): void => {
    popover.dismiss()
    tray.popUpMenu(menuOf(options, look().sentenceOfRoom), chosen)
  }

  const ends = [
    core.onSnapshot((snapshot) => {
      showFace()
      popover.push(snapshot)
    }),
    settings.onChange(({ keepWarmMinutes }) => {
      showFace()
      screens.pushView()
      if (keepWarmMinutes !== warmMinutes) popover.followWarm()
      warmMinutes = keepWarmMinutes
    }),
    voices.onChange(showFace),
    clock.after(settledAfterMs, () => begin(options, popover)),
  ]
  showFace()

  return {
    pressed: popover.press,
    clicked: ({ hasControl, ...at }) => (hasControl ? popUpMenu() : popover.toggle(at)),
    rightClicked: popUpMenu,
    shortcutPressed: () => popover.toggle(null),
    reopened: popover.open,
    resigned: popover.blur,
    displaysChanged: popover.replace,
    displayRemoved: popover.dismiss,
    dismissed: screens.dismiss,
    detailsWanted: screens.openDetails,
    chosen,
    close: () => {
      screens.close()
      ends.forEach((end) => end())
      face.stop()
    },
  }
}

const lookOf = ({ core, settings, voices }: MenuBarOptions, hint: string | null): TrayLook =>
  trayLookOf(core.current(), {
    ...settings.current(),
    hint,
    voice: voices.current(),
  })

const menuOf = (
  { core, settings, voices }: MenuBarOptions,
  sentence: string,
): readonly MenuEntry[] =>
  trayMenu(
    sentence,
    {
      menuBarText: settings.current().menuBarText,
      readyVersion: readyVersionOf(core.preferencesNow()?.shell.updates),
    },
    core.current(),
    voices.current(),
  )

/** Once: an app without a gauge and a window would not be there at all, and one that is new says what it shows. */
function begin(
  { screen, say, isOpenedAtLogin, isFirstRun }: MenuBarOptions,
  popover: Popover,
): void {
  const isHidden = isGaugeHidden(screen.trayBounds(), screen.displays())
  if (isHidden) say(hiddenGauge)
  if (!isOpenedAtLogin && (isHidden || isFirstRun)) popover.open()
}
