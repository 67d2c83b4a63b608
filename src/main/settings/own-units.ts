import { setUnitSystem } from '../../shared/unit-system.ts'
import { createLocalHost } from '../host/local.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { openSettings, type SettingsStore } from './settings-store.ts'

/** Sizes read as the settings say, now and at each change, in all of this process. */
export function followUnits(settings: Pick<SettingsStore, 'current' | 'onChange'>): () => void {
  setUnitSystem(settings.current().units)
  return settings.onChange(({ units }) => setUnitSystem(units))
}

/** For one command: as the settings say now. */
export async function setOwnUnits(folder: string = settingsFolder()): Promise<void> {
  const settings = await openSettings(createLocalHost(), `${folder}/settings.json`)
  setUnitSystem(settings.current().units)
}
