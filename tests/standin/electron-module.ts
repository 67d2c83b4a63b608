import type { AppPackage } from './app-paths.ts'
import { createApp } from './app.ts'
import type { Chromium } from './chromium.ts'
import { createDisplays } from './displays.ts'
import { createFocus } from './focus.ts'
import { createIpcMain } from './ipc-main.ts'
import { whole } from './loud.ts'
import { createMenu } from './menu.ts'
import { createNativeImages } from './native-image.ts'
import { createSchemes } from './protocol.ts'
import { createRecords, type Records } from './records.ts'
import { createSessions } from './sessions.ts'
import type { Shell } from './shell.ts'
import {
  createCrashReporter,
  createDialog,
  createNet,
  createPowerMonitor,
  createShellModule,
} from './small-modules.ts'
import { createTheme, type Appearance } from './theme.ts'
import { createTrays } from './tray.ts'
import { createWindows } from './windows.ts'

/** What a spec may need that the real Electron has no word for. The same spec runs there: so as little as can be. */
export interface StandIn extends Readonly<Records> {
  setDisplays(displays: readonly Partial<Electron.Display>[]): void
  setCursor(point: Electron.Point): void
  setTrayBounds(bounds: Electron.Rectangle | null): void
  setAppearance(appearance: Partial<Appearance>): void
}

export interface MadeElectron {
  /** What `require('electron')` answers. */
  readonly electron: object
  /** Its names, for who imports them one by one. */
  readonly names: readonly string[]
  quit(): void
  becomeReady(): void
  /** Leaves nothing behind in the folder of user data. */
  release(): void
}

export interface ElectronOptions {
  readonly chromium: Promise<Chromium>
  readonly appPackage: AppPackage
  readonly switches: ReadonlyMap<string, string>
}

export function createElectron({ chromium, appPackage, switches }: ElectronOptions): MadeElectron {
  const records = createRecords()
  chromium.then(
    ({ pid }) => (records.chromiumPid = pid),
    () => undefined, // start.ts says so
  )
  const focus = createFocus(() => made.app)
  const windows = createWindows(
    () => shell,
    () => made.isQuitting(),
  )
  const made = createApp({ appPackage, switches, records, focus, windows: () => windows })
  const { isReady, app } = made
  const displays = createDisplays(isReady)
  const theme = createTheme()
  const sessions = createSessions({ chromium, schemes: createSchemes(isReady), records, isReady })
  const ipc = createIpcMain()
  const shell: Shell = { chromium, app, records, sessions, ipc, theme, displays, focus, isReady }
  windows.follow(shell)
  const trays = createTrays({ records, displays, isReady })
  const standIn: StandIn = Object.assign(records, {
    setDisplays: displays.set,
    setCursor: displays.setCursor,
    setTrayBounds: trays.setBounds,
    setAppearance: theme.set,
  })
  const part = {
    app,
    BrowserWindow: windows.BrowserWindow,
    webContents: windows.webContents,
    ipcMain: ipc.ipcMain,
    protocol: sessions.protocol,
    session: sessions.module,
    screen: displays.screen,
    nativeTheme: theme.nativeTheme,
    systemPreferences: theme.systemPreferences,
    Tray: trays.Tray,
    Menu: createMenu(records),
    nativeImage: createNativeImages(),
    net: createNet(),
    powerMonitor: createPowerMonitor(),
    shell: createShellModule(records),
    dialog: createDialog(records),
    crashReporter: createCrashReporter(records),
  } satisfies Partial<typeof Electron.CrossProcessExports>
  const electron = whole<object>('electron', { ...part, __standin: standIn })
  return {
    electron,
    names: [...Object.keys(part), '__standin'],
    quit: () => app.quit(),
    becomeReady: made.becomeReady,
    release: made.release,
  }
}
