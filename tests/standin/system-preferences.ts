import { whole } from './loud.ts'

export interface Defaults {
  readonly systemPreferences: Electron.SystemPreferences
  /** What the app has written into its user defaults. */
  written(): Readonly<Record<string, unknown>>
}

/** A Mac's user defaults, as far as an app writes them. */
export function createSystemPreferences(): Defaults {
  const written = new Map<string, unknown>()
  const part = {
    setUserDefault: (key, type, value) => {
      if (typeof value !== type) throw new TypeError(`${key} is no ${type}`)
      written.set(key, value)
    },
  } satisfies Partial<Electron.SystemPreferences>
  return {
    systemPreferences: whole<Electron.SystemPreferences>('systemPreferences', part),
    written: () => Object.fromEntries(written),
  }
}
