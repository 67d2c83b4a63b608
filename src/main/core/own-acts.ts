import type { ReliefSettings } from '../../shared/relief-settings.ts'
import { createActLog, type ActLogStore } from '../history/act-log.ts'
import { createLocalHost } from '../host/local.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { openSettings, type SettingsStore } from '../settings/settings-store.ts'

/** What this machine's user has chosen of relief, and what Headroom has done for him. */
export interface OwnActs {
  readonly log: ActLogStore
  readonly settings: () => ReliefSettings
  /** It stays, and may act by what the settings say: a look in passing does nothing by itself. */
  readonly actsAlone: boolean
}

const fileName = 'acts.jsonl'

/** The log never passes a host that records. */
export async function openOwnActs(
  given: {
    readonly settings?: Pick<SettingsStore, 'current'>
    readonly actsAlone: boolean
  },
  folder: string = settingsFolder(),
): Promise<OwnActs> {
  const host = createLocalHost()
  const settings = given.settings ?? (await openSettings(host, `${folder}/settings.json`))
  return {
    log: createActLog(host, `${folder}/${fileName}`),
    settings: () => settings.current().relief,
    actsAlone: given.actsAlone,
  }
}
