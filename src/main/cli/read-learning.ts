import { createLearning, type Learning } from '../fit/learnt/learning.ts'
import { openLearnt } from '../history/learnt/learnt-store.ts'
import { learntUseOf } from '../history/learnt/learnt-use.ts'
import type { Host } from '../host/host.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { openSettings } from '../settings/settings-store.ts'

/** What real loads have taught here, for a command that only asks. */
export async function readLearning(
  host: Pick<Host, 'ask' | 'writeFile' | 'clock'>,
): Promise<Learning> {
  const folder = settingsFolder()
  const [store, settings] = await Promise.all([
    openLearnt(host, `${folder}/learnt.json`),
    openSettings(host, `${folder}/settings.json`),
  ])
  const learns = (): boolean => settings.current().learns
  return createLearning(learntUseOf(store, { learns, notes: () => false }))
}
