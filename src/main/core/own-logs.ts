import { createLocalHost } from '../host/local.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { openLogMemory } from '../monitor/logs/log-memory.ts'
import type { SensesOptions } from '../monitor/senses.ts'
import { openSettings, type SettingsStore } from '../settings/settings-store.ts'

export type OwnLogs = Pick<SensesOptions, 'logFiles' | 'runsFolder' | 'logMemory'>

const memoryName = 'log-positions.json'
const runsName = 'runs'

/**
 * The logs of this machine's user: those named in the settings and on the command line. `stays`: whoever looks goes on from
 * where Headroom ended last, and writes down how far it has come; a look in passing changes nothing.
 */
export async function openOwnLogs(
  given: {
    readonly files?: readonly string[]
    readonly settings?: Pick<SettingsStore, 'current'>
    readonly stays: boolean
  },
  folder: string = settingsFolder(),
): Promise<OwnLogs> {
  const host = createLocalHost()
  const settings = given.settings ?? (await openSettings(host, `${folder}/settings.json`))
  return {
    logFiles: () => [...(given.files ?? []), ...settings.current().logFiles],
    runsFolder: `${folder}/${runsName}`,
    logMemory: given.stays ? await openLogMemory(host, `${folder}/${memoryName}`) : null,
  }
}
