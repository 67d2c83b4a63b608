import type { ShelfWorld } from '../fit/shelf/shelf.ts'
import { createLocalHost } from '../host/local.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { surroundings } from '../host/surroundings.ts'
import { modelPlacesOf } from '../inference/models/find/model-places.ts'
import { openSettings, type SettingsStore } from '../settings/settings-store.ts'

/** Where this machine's user has models; they never pass a host that records. */
export type OwnModels = ShelfWorld

const fileName = 'models.json'

/** Those in the places of the programs, in the folders of the settings and in those of the command line. */
export async function openOwnModels(
  given: {
    readonly folders?: readonly string[]
    readonly settings?: Pick<SettingsStore, 'current'>
  } = {},
  folder: string = settingsFolder(),
): Promise<OwnModels> {
  const host = createLocalHost()
  const settings = given.settings ?? (await openSettings(host, `${folder}/settings.json`))
  const { environment, homeFolder, workingFolder, platform } = surroundings()
  return {
    host,
    places: modelPlacesOf(environment, homeFolder, workingFolder, platform),
    folders: () => [...new Set([...(given.folders ?? []), ...settings.current().modelFolders])],
    keptIn: `${folder}/${fileName}`,
  }
}
