import { app, powerMonitor } from 'electron'
import { localClock } from '../../host/local.ts'
import type { SettingsStore } from '../../settings/settings-store.ts'
import { createUpdates, type Updates } from './updates.ts'

/** Newer versions of this very app. After `ready`. */
export const openAppUpdates = (settings: SettingsStore): Updates =>
  createUpdates({
    isPackaged: app.isPackaged,
    settings,
    clock: localClock,
    sleep: {
      onSleep: (wake) => void powerMonitor.on('suspend', wake),
      onWake: (wake) => void powerMonitor.on('resume', wake),
    },
    open: async () => (await import('./electron-updater.ts')).openElectronUpdater(),
  })
