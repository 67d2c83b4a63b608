import type { Clock } from '../host/host.ts'
import type { DetailsPlace } from '../../shared/details.ts'
import { createDetails, type DetailsOptions } from './details/details.ts'
import { isGaugeHidden, type Anchor } from './popover/placement.ts'
import { createPopover, type Popover } from './popover/popover.ts'
import { type ScreenPort, type WindowPort } from './popover/popover-port.ts'
import { choose, type MenuWorld, type OpenWindow } from './tray/menu-choice.ts'
import { createTrayFace, type TrayFacePort } from './tray/tray-face.ts'
import { trayLookOf, type TrayLook } from './tray/tray-look.ts'
import type { MenuAct, MenuEntry } from './tray/menu-entry.ts'
import { trayMenu } from './tray/tray-menu.ts'
import type { Voices } from './tray/voices.ts'

export interface TrayPort extends TrayFacePort {
  popUpMenu(entries: readonly MenuEntry[], choose: (act: MenuAct) => void): void
}

export interface MenuBarOptions extends MenuWorld {
  readonly voices: Pick<Voices, 'current' | 'language' | 'onChange'>
  readonly core: MenuWorld['core'] & DetailsOptions['core']
  readonly clock: Pick<Clock, 'nowMs' | 'after'>
  readonly tray: TrayPort
  readonly window: WindowPort
  readonly details: Pick<DetailsOptions, 'window' | 'bounds'>
  readonly screen: ScreenPort
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
  /** A second start, Finder, the Dock. */
  reopened(): void
  resigned(): void
  displaysChanged(): void
  displayRemoved(): void
  /** The keyboard's way out of the window in front. */
  dismissed(): void
  /** By ⌘, or a link of the popover. */
  detailsWanted(place: DetailsPlace): void
  close(): void
}

/** The system places the gauge after it is made. */
const settledAfterMs = 2_000
const hiddenGauge =
  'macOS does not show the gauge of Headroom: on macOS 26, allow it in System Settings > Menu Bar. Starting Headroom again opens its window.'
const brokenWindow = 'The window of Headroom has crashed again and again'
const brokenDetails = {
  sentence: 'The window of the details has crashed again and again',
  help: 'open it again, and if it crashes once more, please report it',
} as const

/** The gauge, its menu, the popover and the window of the details, over one Core. */
export function createMenuBar(options: MenuBarOptions): MenuBar {
  const { core, settings, clock, tray, voices } = options
  const face = createTrayFace(tray, clock)
  let endLook: (() => void) | null = null
  let warmMinutes = settings.current().keepWarmMinutes

  const look = (): TrayLook => lookOf(options, popover.isBroken() ? brokenWindow : null)
  const showFace = (): void => face.show(look())
  const popover = createPopover({
    ...options,
    current: core.current,
    preferences: core.preferencesNow,
    sentence: () => look().sentence,
    language: voices.language,
    warmMs: () => settings.current().keepWarmMinutes * 60_000,
    onShown: (isShown) => {
      endLook?.()
      endLook = isShown ? core.look() : null
      showFace() // it may have crashed once too often
    },
  })
  const details = createDetails({
    ...options.details,
    core,
    clock,
    displays: options.screen.displays,
    language: voices.language,
    onBroken: () => popover.open({ told: brokenDetails }),
  })
  const openDetails = (place: DetailsPlace): void => {
    details.open(place)
    popover.dismiss()
  }
  const openWindow: OpenWindow = (opening) =>
    opening?.begins?.kind === 'details' ? openDetails(opening.begins.place) : popover.open(opening)
  const popUpMenu = (): void => {
    popover.dismiss()
    tray.popUpMenu(menuOf(options, look().sentenceOfRoom), (act) =>
      choose(act, options, openWindow),
    )
  }

  const ends = [
    core.onSnapshot((snapshot) => {
      showFace()
      popover.push(snapshot)
    }),
    settings.onChange(({ keepWarmMinutes }) => {
      showFace()
      popover.pushView()
      details.pushView()
      if (keepWarmMinutes !== warmMinutes) popover.followWarm()
      warmMinutes = keepWarmMinutes
    }),
    core.onPreferences(popover.pushPreferences),
    voices.onChange(showFace),
    clock.after(settledAfterMs, () => begin(options, popover)),
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
    dismissed: () => (details.isFocused() ? details.close() : popover.dismiss()),
    detailsWanted: openDetails,
    close: () => {
      popover.close()
      details.end()
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
): readonly MenuEntry[] => trayMenu(sentence, settings.current(), core.current(), voices.current())

/** Once: an app without a gauge and a window would not be there at all, and one that is new says what it shows. */
function begin(
  { screen, say, isOpenedAtLogin, isFirstRun }: MenuBarOptions,
  popover: Popover,
): void {
  const isHidden = isGaugeHidden(screen.trayBounds(), screen.displays())
  if (isHidden) say(hiddenGauge)
  if (!isOpenedAtLogin && (isHidden || isFirstRun)) popover.open()
}
