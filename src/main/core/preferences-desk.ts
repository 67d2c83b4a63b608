import type { LanguageChoice } from '../../shared/language.ts'
import type { OpenAtLogin, Preferences } from '../../shared/preferences.ts'
import { Refusal } from '../host/attempt.ts'
import { changedBy } from '../settings/admit-change.ts'
import type { SettingsStore } from '../settings/settings-store.ts'

/** Whether the system starts this shell when its user logs in. */
export interface LoginItem {
  reading(): OpenAtLogin
  /**
   * Also where it reads so already: off withdraws a wish that waits for a consent. Throws Refusal, with a sentence for people,
   * where the system does not do it, or not yet.
   */
  set(isOn: boolean): void
}

/** Of a shell that watches this machine, and stays. */
export interface OwnPreferences {
  readonly settings: SettingsStore
  readonly loginItem: LoginItem
}

export interface PreferencesDesk {
  /** Throws Refusal in a recording. */
  preferences(): Promise<Preferences>
  /** In force at once. Throws Refusal in a recording, and where it cannot be kept, or not be done. */
  prefer(input: Readonly<Record<string, unknown>>): Promise<Preferences>
  /** As they are now; null where there are none. */
  preferencesNow(): Preferences | null
  onPreferences(wake: (preferences: Preferences) => void): () => void
  /** What the settings say; undefined where there are none. */
  language(): LanguageChoice | undefined
  onLanguage(wake: () => void): () => void
}

/** What the screens show of the settings, and may change. */
export function createPreferencesDesk(own: OwnPreferences | undefined): PreferencesDesk {
  const kept = (): OwnPreferences => {
    if (own === undefined)
      throw new Refusal('this is a recording: settings belong to the machine that is watched')
    return own
  }
  return {
    preferences: async () => {
      const { settings } = kept()
      await settings.refresh() // another Headroom may have changed them
      return preferencesOf(kept())
    },
    prefer: async ({ openAtLogin, ...part }) => {
      const { settings, loginItem } = kept()
      const isEmpty = Object.keys(part).length === 0
      const written = isEmpty ? null : await settings.change(changedBy(settings.current(), part))
      if (typeof openAtLogin === 'boolean') setAtLogin(loginItem, openAtLogin)
      if (written !== null && written.kind !== 'ok')
        throw new Refusal(
          `the settings could not be written (${written.reason}): this holds until Headroom ends`,
        )
      return preferencesOf(kept())
    },
    preferencesNow: () => (own === undefined ? null : preferencesOf(own)),
    onPreferences: (wake) =>
      own === undefined ? () => undefined : own.settings.onChange(() => wake(preferencesOf(own))),
    language: () => own?.settings.current().language,
    onLanguage: (wake) => (own === undefined ? () => undefined : onLanguage(own.settings, wake)),
  }
}

const preferencesOf = ({ settings, loginItem }: OwnPreferences): Preferences => ({
  ...settings.current(),
  schema: 'headroom/preferences/1',
  openAtLogin: loginItem.reading(),
  file: settings.path,
  troubles: settings.troubles(),
  serverKeys: [],
})

function setAtLogin(loginItem: LoginItem, isOn: boolean): void {
  const reading = loginItem.reading()
  if (reading.kind === 'absent') throw new Refusal(reading.reason)
  loginItem.set(isOn)
}

function onLanguage(settings: SettingsStore, wake: () => void): () => void {
  let last = settings.current().language
  return settings.onChange(({ language }) => {
    if (language === last) return
    last = language
    wake()
  })
}
