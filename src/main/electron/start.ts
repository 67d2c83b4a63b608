import { join } from 'node:path'
import { app, ipcMain, Menu, screen } from 'electron'
import { exitCode, UsageError } from '../../shared/exit-code.ts'
import { createCore, type CoreOptions } from '../core/core.ts'
import { openOwnActs } from '../core/own-acts.ts'
import { openOwnAlerts } from '../core/own-alerts.ts'
import { openOwnKeys } from '../core/own-keys.ts'
import { openOwnLogs } from '../core/own-logs.ts'
import { openOwnModels } from '../core/own-models.ts'
import { openOwnPreferences } from '../core/own-preferences.ts'
import { openOwnRemembered, type OpenedRemembered } from '../core/own-remembered.ts'
import { reasonOf } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'
import { createLocalHost, localClock } from '../host/local.ts'
import { openHost, type Shown } from '../host/open-host.ts'
import { followUnits } from '../settings/own-units.ts'
import { openSettings, type SettingsStore } from '../settings/settings-store.ts'
import { admit } from './admit.ts'
import { refuseAppNap } from './app-nap.ts'
import { shownByArguments } from './app-arguments.ts'
import { detailsWanted, toMain } from './channels.ts'
import { createDetailsWindow } from './details/details-window.ts'
import { openKeptBounds } from './details/kept-bounds.ts'
import { wantedPlace } from './details/wanted-place.ts'
import { keyboardMenu } from './keyboard-menu.ts'
import { loginSystem } from './login-system.ts'
import { createLockedSession, lockNavigation } from './locks.ts'
import { tellMachineEvents } from './machine-events.ts'
import { createMenuBar, type MenuBar } from './menu-bar.ts'
import { registerOwnScheme, serveOwnScheme } from './own-scheme.ts'
import { ownProcesses } from './app-metrics.ts'
import { openAppShell, type OwnAppShell } from './own-app-shell.ts'
import { followTheme } from './own-theme.ts'
import { createPopoverWindow } from './popover/popover-window.ts'
import { electronTerminals } from './terminal/fork-terminals.ts'
import { createTrayItem, type TrayItem } from './tray/tray-item.ts'
import { createVoices, type Voices } from './tray/voices.ts'

/** Whatever does not end in this time is left: a log-out waits for us. */
const endWithinMs = 2_000

const say = (line: string): void => void process.stderr.write(`headroom: ${line}\n`)

/** Headroom in the menu bar. All that must happen before `ready` happens before this returns. */
export function startMenuBar(argv: readonly string[]): void {
  // any error: Electron would show a dialog, or a warning, and go on; nobody knows in what state
  process.on('uncaughtException', failed)
  process.on('unhandledRejection', failed)
  const shown = shownByArguments(argv)
  if (!app.requestSingleInstanceLock()) {
    const isLost = shown.replayFile !== null
    say(`it runs already, and shows its window${isLost ? ', not the recording' : ''}`)
    return app.quit()
  }
  app.enableSandbox()
  // what only macOS has is not there elsewhere, whatever the types say
  app.setActivationPolicy?.('accessory') // no Dock icon, also unpackaged
  registerOwnScheme()
  lockNavigation()
  app.on('window-all-closed', () => undefined) // the gauge stays
  const reopened = createReopening()
  app
    .whenReady()
    .then(() => run(shown))
    .then(reopened.goTo, failed)
}

function failed(error: unknown): void {
  const isTheirs = error instanceof UsageError
  say(isTheirs || !(error instanceof Error) ? reasonOf(error) : (error.stack ?? error.message))
  app.exit(isTheirs ? exitCode.wrongUse : exitCode.no)
}

/** A second start, Finder and the Dock open the popover. */
function createReopening(): { goTo(menuBar: MenuBar): void } {
  let menuBar: MenuBar | null = null
  let isOwed = false
  // one that comes too early belongs to the start itself
  app.on('activate', () => menuBar?.reopened())
  app.on('second-instance', () => {
    isOwed = menuBar === null // too early as well: as soon as there is something to open
    menuBar?.reopened()
  })
  return {
    goTo: (made) => {
      menuBar = made
      if (isOwed) made.reopened()
    },
  }
}

async function run(shown: Shown): Promise<MenuBar> {
  const local = createLocalHost()
  const opened = await openHost(shown, { terminals: electronTerminals(), ownProcesses })
  const folder = app.getPath('userData')
  const isOwn = shown.replayFile === null
  const settings = await openSettings(local, join(folder, 'settings.json'))
  const bounds = await openKeptBounds(local, join(folder, 'details-window.json'))
  const shell = isOwn ? openAppShell(local, settings) : null
  const own = shell === null ? nothingOwn : await openOwn(local, folder, { settings, shell })
  const core = await createCore(opened.host, { roomCapBytes: null, ...own })
  for (const one of [settings, own.keys, own.alerts?.snoozes]) {
    const trouble = one?.trouble() ?? null
    if (trouble !== null) say(trouble)
  }

  const endTheme = followTheme(settings)
  const session = createLockedSession()
  serveOwnScheme(session)
  ipcMain.handle(toMain, (event, message: unknown) => admit(core, event.senderFrame, message))
  tellMachineEvents(core)
  refuseAppNap()
  const voices = createVoices({ settings, preferred: preferredLanguages, say })
  const tray = createTrayItem()
  const menuBar = createMenuBar({
    core,
    settings,
    clock: localClock,
    tray,
    voices,
    window: createPopoverWindow(session),
    details: { window: createDetailsWindow(session), bounds },
    screen: { trayBounds: tray.bounds, displays },
    quit: () => app.quit(),
    say,
    isOpenedAtLogin: loginSystem.wasOpenedAtLogin(),
    isFirstRun: isOwn && !settings.current().isIntroduced,
  })
  shell?.begin({ core, voices, choose: menuBar.chosen })
  listen(menuBar, tray, voices)
  shell?.onShortcut(menuBar.shortcutPressed)
  closeAtEnd(menuBar, async () => {
    shell?.close()
    endTheme()
    voices.close()
    tray.close()
    opened.stop()
    await core.close()
    await own.remembered?.close()
    await local.close()
  })
  core.start()
  opened.start()
  return menuBar
}

interface Own extends Omit<CoreOptions, 'roomCapBytes'> {
  readonly remembered?: OpenedRemembered
}
const nothingOwn: Own = {}

/** What this Mac's user has chosen and kept. */
async function openOwn(
  local: Host,
  folder: string,
  { settings, shell }: { readonly settings: SettingsStore; readonly shell: OwnAppShell },
): Promise<Own> {
  followUnits(settings)
  const keys = await openOwnKeys(folder)
  return {
    keys,
    logs: await openOwnLogs({ stays: true, settings }, folder),
    models: await openOwnModels({ settings }, folder),
    alerts: await openOwnAlerts({ stays: true, settings }, folder),
    acts: await openOwnActs({ actsAlone: true, settings }, folder),
    remembered: await openOwnRemembered({ stays: true, settings, say }, folder),
    preferences: openOwnPreferences({
      settings,
      keys,
      loginItem: shell.loginItem,
      shell: shell.own,
    }),
    folder: { host: local, folder },
  }
}

// what only macOS and Windows have is not there elsewhere, whatever the types say
const preferredLanguages = (): readonly string[] => app.getPreferredSystemLanguages?.() ?? []

/** The primary one first. */
const displays = (): readonly Electron.Display[] => {
  const primary = screen.getPrimaryDisplay()
  return [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)]
}

function listen(menuBar: MenuBar, tray: TrayItem, voices: Voices): void {
  tray.onPress(menuBar.pressed)
  tray.onClick(menuBar.clicked)
  tray.onRightClick(menuBar.rightClicked)
  app.on('did-resign-active', menuBar.resigned)
  screen.on('display-metrics-changed', menuBar.displaysChanged)
  screen.on('display-added', menuBar.displaysChanged)
  screen.on('display-removed', menuBar.displayRemoved)
  const acts = { ...menuBar, quit: () => app.quit() }
  ipcMain.on(detailsWanted, ({ senderFrame }, message: unknown) => {
    const place = wantedPlace(senderFrame, message)
    if (place !== null) menuBar.detailsWanted(place)
  })
  const setKeys = (): void =>
    Menu.setApplicationMenu(Menu.buildFromTemplate(keyboardMenu(acts, voices.current())))
  voices.onChange(setKeys)
  setKeys()
}

/** What was started has ended before the app has. */
function closeAtEnd(menuBar: MenuBar, close: () => Promise<void>): void {
  let isClosed = false
  app.on('before-quit', menuBar.close) // before Electron closes its window: that would be told as an event
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    isClosed = true
    const late = new Promise((resolve) => setTimeout(resolve, endWithinMs))
    void Promise.race([close(), late]).finally(() => app.quit())
  })
}
