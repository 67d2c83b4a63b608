import { app, systemPreferences } from 'electron'

/**
 * macOS slows an app down that shows no window (App Nap); this says that we are none to be slowed, from the next start on
 * (electron.md §4). An app that is not packaged would say it of every other one that runs in the same Electron.
 */
export function refuseAppNap(): void {
  // what only macOS has is not there elsewhere, whatever the types say
  if (app.isPackaged) systemPreferences.setUserDefault?.('NSAppSleepDisabled', 'boolean', true)
}
