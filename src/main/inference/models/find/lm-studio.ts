import { folderPath } from '../../../../shared/folder-path.ts'
import { pathAt } from '../../answers/path-at.ts'
import { candidatesIn, type Candidate } from './candidate.ts'
import { jsonValue, type Look } from './look.ts'
import { absolutePath, type ModelPlaces } from './model-places.ts'

const maxPointerBytes = 4_096
const maxSettingsBytes = 2 ** 20
/** Those who publish models, and the models of one of them. */
const maxFolders = 2_000

/**
 * Where LM Studio keeps models: in the folder that its settings name (`downloadsFolder`; lms src/modelsFolder.ts), else in that
 * below its home, which ~/.lmstudio-home-pointer names.
 */
export async function readLmStudioFolders(
  look: Look,
  places: ModelPlaces,
): Promise<readonly string[]> {
  const pointer = await look.text(`${places.homeFolder}/.lmstudio-home-pointer`, maxPointerBytes)
  const named = typeof pointer === 'string' ? (pointer.split('\n')[0]?.trim() ?? '') : ''
  const homes = [
    ...(named.startsWith('/') ? [named] : []),
    `${places.homeFolder}/.lmstudio`,
    `${places.homeFolder}/.cache/lm-studio`,
  ]
  const folders: string[] = []
  for (const home of homes) {
    const settings = await look.text(`${home}/settings.json`, maxSettingsBytes)
    const moved =
      typeof settings === 'string' ? pathAt(jsonValue(settings), 'downloadsFolder') : null
    folders.push(...(moved === null ? [] : [absolutePath(moved, places)]), `${home}/models`)
  }
  return [...new Set(folders.map((folder) => folderPath(folder)))]
}

/** <publisher>/<repository>/<files>. */
export async function candidatesInLmStudio(
  look: Look,
  models: string,
): Promise<readonly Candidate[]> {
  const repositories: string[] = []
  for (const publisher of ((await look.list(models)) ?? []).slice(0, maxFolders)) {
    const names = (await look.list(`${models}/${publisher}`)) ?? []
    repositories.push(...names.map((name) => `${publisher}/${name}`))
  }
  const candidates: Candidate[] = []
  for (const repository of repositories.slice(0, maxFolders))
    candidates.push(...((await candidatesIn(look, `${models}/${repository}`, repository)) ?? []))
  return candidates
}
