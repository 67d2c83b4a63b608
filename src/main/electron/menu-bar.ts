import type { SnoozeInput } from '../../shared/contract.ts'
import type { Core } from '../core/core.ts'
import { reasonOf } from '../host/attempt.ts'
import type { Clock } from '../host/host.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { isGaugeHidden, type Anchor } from './popover/placement.ts'
import { createPopover, type Popover } from './popover/popover.ts'
import { type ScreenPort, type WindowPort } from './popover/popover-port.ts'
import { createTrayFace, type TrayFacePort } from './tray/tray-face.ts'
import { trayLookOf, type TrayLook } from './tray/tray-look.ts'
import type { MenuAct, MenuEntry } from './tray/menu-entry.ts'
import { trayMenu } from './tray/tray-menu.ts'

export interface TrayPort extends TrayFacePort {
  popUpMenu(entries: readonly MenuEntry[], choose: (act: MenuAct) => void): void
}

export interface MenuBarOptions {
  readonly core: Pick<Core, 'current' | 'onSnapshot' | 'look' | 'unload' | 'snooze'>
  readonly settings: SettingsStore
  readonly clock: Pick<Clock, 'nowMs' | 'after'>
  readonly tray: TrayPort
  readonly window: WindowPort
  readonly screen: ScreenPort
  readonly quit: () => void
  /** For people, where a terminal is open. */
  readonly say: (line: string) => void
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
    tray.popUpMenu(entries, (act) => choose(act, options, popover))
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

function choose(act: MenuAct, options: MenuBarOptions, popover: Popover): void {
  switch (act.kind) {
    case 'open':
      return popover.open()
    case 'toggle-text':
      return void toggleText(options)
    case 'quit':
      return options.quit()
    case 'unload':
      return void unload(act.modelId, options, popover)
    case 'snooze':
      return void snooze(act.input, options)
  }
}

/** What came of it shows at the gauge. */
async function snooze(input: SnoozeInput, { core, say }: MenuBarOptions): Promise<void> {
  try {
    await core.snooze(input)
  } catch (error) {
    // Refusal: a sentence for people
    say(reasonOf(error))
  }
}

/**
 * The memory that is back shows at the gauge, and needs no window. Whatever else comes of it does: the window opens, where the
 * model stands, and asks before it is unloaded at its work.
 */
async function unload(
  modelId: string,
  { core, say }: MenuBarOptions,
  popover: Popover,
): Promise<void> {
  try {
    const act = await core.unload({ modelId, isDryRun: false, isConfirmed: false })
    if (act.outcome === 'done') return
    say(act.help === null ? act.sentence : `${act.sentence}: ${act.help}`)
  } catch (error) {
    // Refusal: a sentence for people
    say(reasonOf(error))
  }
  popover.open()
}

async function toggleText({ settings, say }: MenuBarOptions): Promise<void> {
  const isOff = settings.current().menuBarText === 'off'
  const written = await settings.change({ menuBarText: isOff ? 'room' : 'off' })
  if (written.kind !== 'ok') say(`the settings could not be written: ${written.reason}`)
}

/** Once: an app without a gauge and a window would not be there at all. */
function tellHiddenGauge({ screen, say, isOpenedAtLogin }: MenuBarOptions, popover: Popover): void {
  if (!isGaugeHidden(screen.trayBounds(), screen.displays())) return
  say(hiddenGauge)
  if (!isOpenedAtLogin) popover.open()
}
