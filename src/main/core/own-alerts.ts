import type { AlertSettings } from '../../shared/alert-settings.ts'
import { createLocalHost } from '../host/local.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { openSettings, type SettingsStore } from '../settings/settings-store.ts'
import { openSnoozes, type SnoozeStore } from '../settings/snooze-store.ts'

/** What of alerts this machine's user has chosen, and silenced. */
export interface OwnAlerts {
  readonly settings: () => AlertSettings
  readonly snoozes: SnoozeStore
  /** Whoever stays tidies the file up; a look in passing changes nothing. */
  readonly stays: boolean
}

const fileName = 'snoozes.json'

/** `stays`: it is this Headroom whose start ends what was snoozed until a restart. */
export async function openOwnAlerts(
  given: { readonly settings?: Pick<SettingsStore, 'current'>; readonly stays: boolean },
  folder: string = settingsFolder(),
): Promise<OwnAlerts> {
  const host = createLocalHost()
  const settings = given.settings ?? (await openSettings(host, `${folder}/settings.json`))
  const snoozes = await openSnoozes(host, `${folder}/${fileName}`)
  const hasEnded = snoozes.made().some(({ span }) => span === 'restart')
  // in force at once; that the file cannot be written is told to whoever snoozes next
  if (given.stays && hasEnded)
    await snoozes.change((made) => made.filter(({ span }) => span !== 'restart'))
  return { settings: () => settings.current().alerts, snoozes, stays: given.stays }
}
