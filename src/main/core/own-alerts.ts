import type { AlertSettings } from '../../shared/alert-settings.ts'
import { createLocalHost } from '../host/local.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { openSettings, type SettingsStore } from '../settings/settings-store.ts'
import { openSnoozes, type SnoozeStore } from '../settings/snooze-store.ts'

/** What of alerts this machine's user has chosen, and silenced. */
export interface OwnAlerts {
  readonly settings: () => AlertSettings
  readonly snoozes: SnoozeStore
  /** What of their files was not used, and why: a sentence for each, as whoever mends them goes from one to the next. */
  readonly troubles: () => readonly string[]
  /** Whoever stays tidies the file up, and ends with its start what was snoozed until one; a look in passing changes nothing. */
  readonly stays: boolean
}

const fileName = 'snoozes.json'

export async function openOwnAlerts(
  given: {
    readonly settings?: Pick<SettingsStore, 'current' | 'troubles'>
    readonly stays: boolean
  },
  folder: string = settingsFolder(),
): Promise<OwnAlerts> {
  const host = createLocalHost()
  const settings = given.settings ?? (await openSettings(host, `${folder}/settings.json`))
  const snoozes = await openSnoozes(host, `${folder}/${fileName}`)
  return {
    settings: () => settings.current().alerts,
    snoozes,
    troubles: () => {
      const ofSnoozes = snoozes.trouble()
      return [...settings.troubles(), ...(ofSnoozes === null ? [] : [ofSnoozes])]
    },
    stays: given.stays,
  }
}
