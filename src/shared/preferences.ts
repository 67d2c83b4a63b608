import type { LanguageChoice } from './language.ts'
import type { Settings } from './settings.ts'

/** What the screens show of the settings, and what they may change. */
export interface Preferences {
  readonly schema: 'headroom/preferences/1'
  readonly language: LanguageChoice
  readonly menuBarText: Settings['menuBarText']
  /** The first run has been seen to its end, or was skipped. */
  readonly isIntroduced: boolean
  readonly openAtLogin: OpenAtLogin
}

/** `absent`: this way of showing Headroom cannot be started at login by itself, for the reason given. */
export type OpenAtLogin =
  | { readonly kind: 'ok'; readonly isOn: boolean }
  | { readonly kind: 'absent'; readonly reason: string }

/** What is not named stays as it is. */
export interface PreferInput {
  readonly language?: LanguageChoice | undefined
  readonly menuBarText?: Settings['menuBarText'] | undefined
  readonly isIntroduced?: boolean | undefined
  readonly openAtLogin?: boolean | undefined
}
