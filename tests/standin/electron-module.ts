import type { AppPackage } from './app-paths.ts'
import { createApp } from './app.ts'
import { createAutoUpdater } from './auto-updater.ts'
import type { Chromium } from './chromium.ts'
import { createDisplays } from './displays.ts'
import { createFocus } from './focus.ts'
import { createShortcuts } from './global-shortcut.ts'
import { createIpcMain } from './ipc-main.ts'
import { whole } from './loud.ts'
import { createMenu } from './menu.ts'
import { createNativeImages } from './native-image.ts'
import { createNet } from './net.ts'
import { createSchemes } from './protocol.ts'
import { createExternal } from './external.ts'
import {
  createNotifications,
  type MadeNotification,
  type NotificationMood,
} from './notification.ts'
import { createPowerMonitor } from './power-monitor.ts'
import { createSessions } from './sessions.ts'
import type { Shell } from './shell.ts'
import { createSystemPreferences } from './system-preferences.ts'
import { createTheme, type Appearance } from './theme.ts'
import { createTrayClass } from './tray.ts'
import { createUtilityProcess } from './utility-process.ts'
import { createWindows } from './windows.ts'

/** What a spec may need that the real Electron has no word for. The same spec runs there: so as little as can be. */
export interface StandIn {
  chromiumPid(): Promise<number>
  setDisplays(displays: readonly Partial<Electron.Display>[]): void
  setAppearance(appearance: Partial<Appearance>): void
  readonly notifications: readonly MadeNotification[]
  setNotificationMood(mood: NotificationMood): void
  /** What was to be opened outside. */
  readonly opened: readonly string[]
  /** Other apps hold these accelerators from now on. */
  setTakenShortcuts(accelerators: readonly string[]): void
  /** Somebody presses them; answers whether the app heard it. */
  pressShortcut(accelerator: string): boolean
  userDefaults(): Readonly<Record<string, unknown>>
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
  const focus = createFocus(() => made.app)
  const windows = createWindows(
    () => shell,
    () => made.isQuitting(),
  )
  const made = createApp({ appPackage, switches, focus, windows: () => windows })
  const { isReady, app } = made
  const displays = createDisplays(isReady)
  const theme = createTheme()
  const sessions = createSessions({ chromium, schemes: createSchemes(isReady), isReady })
  const notifications = createNotifications(isReady)
  const external = createExternal()
  const ipc = createIpcMain()
  const shortcuts = createShortcuts(isReady)
  const defaults = createSystemPreferences()
  const shell: Shell = { chromium, app, sessions, ipc, theme, displays, focus, isReady }
  windows.follow(shell)
  const standIn: StandIn = {
    chromiumPid: async () => (await chromium).pid,
    setDisplays: displays.set,
    setAppearance: theme.set,
    notifications: notifications.made,
    setNotificationMood: notifications.setMood,
    opened: external.opened,
    setTakenShortcuts: shortcuts.setTaken,
    pressShortcut: shortcuts.press,
    userDefaults: defaults.written,
  }
  const part = {
    app,
    BrowserWindow: windows.BrowserWindow,
    webContents: windows.webContents,
    ipcMain: ipc.ipcMain,
    protocol: sessions.protocol,
    session: sessions.module,
    screen: displays.screen,
    nativeTheme: theme.nativeTheme,
    Tray: createTrayClass({ displays, isReady }),
    Menu: createMenu(),
    nativeImage: createNativeImages(),
    powerMonitor: createPowerMonitor(),
    autoUpdater: createAutoUpdater(() => app),
    net: createNet(),
    Notification: notifications.Notification,
    shell: external.shell,
    globalShortcut: shortcuts.globalShortcut,
    systemPreferences: defaults.systemPreferences,
    utilityProcess: createUtilityProcess(isReady),
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
