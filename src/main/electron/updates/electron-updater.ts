import { CancellationToken, MacUpdater } from 'electron-updater'
import type { UpdaterPort } from './updater-port.ts'

/** It would make one for each installation and send it along, for releases that reach some earlier than others. */
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * electron-updater over Squirrel.Mac. `MacUpdater` by name: there is no Headroom to install but the one for macOS. Where it asks
 * stands in `app-update.yml`, which the packaging writes into the app. Never run on a Mac yet.
 */
export function openElectronUpdater(): UpdaterPort {
  const updater = new MacUpdater()
  updater.logger = null
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.disableDifferentialDownload = true // it would keep a second copy of the app for that
  Object.defineProperty(updater, 'stagingUserIdPromise', {
    value: { value: Promise.resolve(nobody) },
  })
  return {
    check: async () => {
      const found = await updater.checkForUpdates()
      return found?.isUpdateAvailable === true ? found.updateInfo.version : null
    },
    load: async (onDone, givenUp) => {
      const token = new CancellationToken()
      givenUp.addEventListener('abort', () => token.cancel())
      const tell = ({ percent }: { readonly percent: number }): void => onDone(percent / 100)
      updater.on('download-progress', tell)
      try {
        await updater.downloadUpdate(token)
      } finally {
        updater.off('download-progress', tell)
      }
    },
    install: () => updater.quitAndInstall(),
    onTrouble: (wake) => void updater.on('error', wake),
  }
}
