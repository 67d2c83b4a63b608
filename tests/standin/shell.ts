import type { Chromium } from './chromium.ts'
import type { Displays } from './displays.ts'
import type { Focus } from './focus.ts'
import type { IpcMain } from './ipc-main.ts'
import type { Sessions } from './sessions.ts'
import type { Theme } from './theme.ts'

/** What windows and pages need of the rest. */
export interface Shell {
  readonly chromium: Promise<Chromium>
  readonly app: Electron.App
  readonly sessions: Sessions
  readonly ipc: IpcMain
  readonly theme: Theme
  readonly displays: Displays
  readonly focus: Focus
  isReady(): boolean
}
