import { z } from 'zod/mini'
import { jsonIn } from '../../shared/parse.ts'
import type { SettingsChange } from '../../shared/preferences.ts'
import type { Settings } from '../../shared/settings.ts'
import { Refusal } from '../host/attempt.ts'
import type { Asker } from '../host/host.ts'
import { shownPath } from './path-lines.ts'
import { refusalOf, type Written } from './settings-lines.ts'

const isChange = (given: Written): given is SettingsChange => refusalOf(given) === null

/** All of what a person asks for, or nothing: throws Refusal, with a sentence for people. */
export async function admitChange(
  host: Asker,
  given: Written,
  current: Settings,
): Promise<SettingsChange> {
  if (!isChange(given)) throw new Refusal(refusalOf(given) ?? 'this cannot be chosen')
  // one that was named before may be away for now, and must not hold up the others
  const files = newIn(given.logFiles, current.logFiles)
  const folders = newIn(given.modelFolders, current.modelFolders)
  for (const path of files)
    if ((await typeAt(host, path)) === 'dir')
      throw new Refusal(`a log is a file, and this is a folder: ${shownPath(path)}`)
  for (const path of folders)
    if ((await typeAt(host, path)) === 'file')
      throw new Refusal(`models are looked for in folders, and this is a file: ${shownPath(path)}`)
  return given
}

const newIn = (
  named: readonly string[] | undefined,
  before: readonly string[],
): readonly string[] => (named ?? []).filter((path) => !before.includes(path))

const statShape = z.object({ type: z.string() })

/** null: nothing is there yet, or nobody can tell. */
async function typeAt(host: Asker, path: string): Promise<string | null> {
  const found = await host.ask({ kind: 'stat', path })
  return found.kind === 'ok' ? statShape.parse(jsonIn(found.value)).type : null
}
