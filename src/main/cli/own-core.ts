import { createCore, type Core } from '../core/core.ts'
import { openOwnActs } from '../core/own-acts.ts'
import { openOwnAlerts } from '../core/own-alerts.ts'
import { openOwnKeys } from '../core/own-keys.ts'
import { openOwnLogs } from '../core/own-logs.ts'
import { noLoginItem, openOwnPreferences } from '../core/own-preferences.ts'
import { openOwnRemembered } from '../core/own-remembered.ts'
import { noShell } from '../core/own-shell.ts'
import { createLocalHost } from '../host/local.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { surroundings } from '../host/surroundings.ts'
import { openSettings } from '../settings/settings-store.ts'

const ofTerminal = 'a command of the terminal does not stay'

export interface OwnCoreOptions {
  readonly roomCapBytes: number | null
  /** Logs beside those of the programs and of the settings. */
  readonly logFiles?: readonly string[]
}

/** Core over this machine, with its user's keys, logs and snoozes: what a command of the terminal asks. */
export async function openOwnCore({ roomCapBytes, logFiles = [] }: OwnCoreOptions): Promise<Core> {
  const host = createLocalHost()
  const folder = settingsFolder()
  const settings = await openSettings(host, `${folder}/settings.json`)
  const [keys, logs, alerts, acts, remembered] = await Promise.all([
    openOwnKeys(),
    openOwnLogs({ files: logFiles, stays: false, settings }),
    openOwnAlerts({ stays: false, settings }),
    openOwnActs({ actsAlone: false, settings }),
    openOwnRemembered({ stays: false, settings }),
  ])
  const modelVariables = surroundings().environment
  const preferences = openOwnPreferences({
    settings,
    keys,
    loginItem: noLoginItem(ofTerminal),
    shell: noShell(ofTerminal),
  })
  const own = { folder: { host, folder }, keys, logs, alerts, acts, remembered, preferences }
  const core = await createCore(host, { roomCapBytes, modelVariables, ...own })
  return {
    ...core,
    close: async () => {
      await core.close()
      await remembered.close()
    },
  }
}
