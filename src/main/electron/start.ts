import { join } from 'node:path'
import { app, ipcMain, Menu, screen } from 'electron'
import { exitCode, UsageError } from '../../shared/exit-code.ts'
import { createCore } from '../core/core.ts'
import { reasonOf } from '../host/attempt.ts'
import { createLocalHost, localClock } from '../host/local.ts'
import { openHost, type Shown } from '../host/open-host.ts'
import { openSettings } from '../settings/settings-store.ts'
import { admit } from './admit.ts'
import { shownByArguments } from './app-arguments.ts'
import { toMain } from './channels.ts'
import { createLockedSession, lockNavigation } from './locks.ts'
import { tellMachineEvents } from './machine-events.ts'
import { createMenuBar, type MenuBar } from './menu-bar.ts'
import { registerOwnScheme, serveOwnScheme } from './own-scheme.ts'
import { createPopoverWindow } from './popover-window.ts'
import { createTrayItem, type TrayItem } from './tray-item.ts'

const say = (line: string): void => void process.stderr.write(`headroom: ${line}\n`)

/** Headroom in the menu bar. All that must happen before `ready` happens before this returns. */
export function startMenuBar(argv: readonly string[]): void {
  process.on('uncaughtException', (error) => {
    // any error: Electron would show a dialog and go on; nobody knows what state it is in
    say(error.stack ?? error.message)
    app.exit(exitCode.no)
  })
  if (!app.requestSingleInstanceLock()) return app.quit() // the first one opens its popover
  app.enableSandbox()
  // what only macOS has is not there elsewhere, whatever the types say
  app.setActivationPolicy?.('accessory') // no Dock icon, also unpackaged
  registerOwnScheme()
  lockNavigation()
  app.on('window-all-closed', () => undefined) // the gauge stays
  app.whenReady().then(() => run(shownByArguments(argv)).catch(end), end)
}

/** The start of a shell is one of the three doors (style, rule 8). */
function end(error: unknown): void {
  say(reasonOf(error))
  app.exit(error instanceof UsageError ? exitCode.wrongUse : exitCode.no)
}

async function run(shown: Shown): Promise<void> {
  Menu.setApplicationMenu(null)
  const local = createLocalHost()
  const opened = await openHost(shown)
  const core = await createCore(opened.host, { roomCapBytes: null })
  const settings = await openSettings(local, join(app.getPath('userData'), 'settings.json'))
  const trouble = settings.trouble()
  if (trouble !== null) say(trouble)

  const session = createLockedSession()
  serveOwnScheme(session)
  ipcMain.handle(toMain, (event, message: unknown) => admit(core, event.senderFrame, message))
  tellMachineEvents(core)
  const tray = createTrayItem()
  const menuBar = createMenuBar({
    core,
    settings,
    clock: localClock,
    tray,
    window: createPopoverWindow(session),
    screen: { trayBounds: tray.bounds, displays },
    quit: () => app.quit(),
    say,
    isOpenedAtLogin: app.getLoginItemSettings?.().wasOpenedAtLogin === true,
  })
  listen(menuBar, tray)
  closeAtEnd(async () => {
    menuBar.close()
    opened.stop()
    await core.close()
    await local.close()
  })
  core.start()
  opened.start()
}

/** The primary one first. */
const displays = (): readonly Electron.Display[] => {
  const primary = screen.getPrimaryDisplay()
  return [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)]
}

function listen(menuBar: MenuBar, tray: TrayItem): void {
  tray.onPress(menuBar.pressed)
  tray.onClick((click) => menuBar.clicked({ ...click, cursor: screen.getCursorScreenPoint() }))
  tray.onRightClick(menuBar.rightClicked)
  app.on('activate', menuBar.reopened)
  app.on('second-instance', menuBar.reopened)
  app.on('did-resign-active', menuBar.resigned)
  screen.on('display-metrics-changed', menuBar.displaysChanged)
  screen.on('display-added', menuBar.displaysChanged)
  screen.on('display-removed', menuBar.displayRemoved)
}

/** What was started has ended before the app has. */
function closeAtEnd(close: () => Promise<void>): void {
  let isClosed = false
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    isClosed = true
    void close().finally(() => app.quit())
  })
}
