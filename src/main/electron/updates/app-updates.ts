import { app, powerMonitor } from 'electron'
import type { Clock } from '../../host/host.ts'
import type { SettingsStore } from '../../settings/settings-store.ts'
import { createUpdates, type Updates } from './updates.ts'

/** Newer versions of this very app. After `ready`. */
export const openAppUpdates = (clock: Clock, settings: SettingsStore): Updates =>
  createUpdates({
    isPackaged: app.isPackaged,
    settings,
    clock,
    sleep: {
      onSleep: (wake) => {
        powerMonitor.on('suspend', wake)
        return () => void powerMonitor.off('suspend', wake)
      },
      onWake: (wake) => {
        powerMonitor.on('resume', wake)
        return () => void powerMonitor.off('resume', wake)
      },
    },
    open: async () => (await import('./electron-updater.ts')).openElectronUpdater(),
  })
