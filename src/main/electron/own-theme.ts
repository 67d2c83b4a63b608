import { nativeTheme } from 'electron'
import type { SettingsStore } from '../settings/settings-store.ts'

/** Windows, their title bars and their pages are as light or dark as was chosen: `prefers-color-scheme` follows. */
export function followTheme(settings: Pick<SettingsStore, 'current' | 'onChange'>): () => void {
  const wear = (): void => {
    const { theme } = settings.current()
    // each time it is set, all windows are painted anew
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme
  }
  wear()
  return settings.onChange(wear)
}
