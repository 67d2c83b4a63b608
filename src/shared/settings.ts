import { defaultAlertSettings, type AlertSettings } from './alert-settings.ts'
import type { LanguageChoice } from './language.ts'
import { defaultReliefSettings, type ReliefSettings } from './relief-settings.ts'

/** What a person has chosen. */
export interface Settings {
  /** What stands beside the gauge in the menu bar. */
  readonly menuBarText: 'off' | 'room'
  /** Of the screens, the menu and notifications. */
  readonly language: LanguageChoice
  /** The first run has been seen to its end, or was skipped. */
  readonly isIntroduced: boolean
  /** Logs to follow, by their absolute paths, beside those in the usual places of the programs. */
  readonly logFiles: readonly string[]
  /** Folders with models, by their absolute paths, beside those of the programs. */
  readonly modelFolders: readonly string[]
  readonly alerts: AlertSettings
  readonly relief: ReliefSettings
}

export const defaultSettings: Settings = {
  menuBarText: 'room',
  language: 'system',
  isIntroduced: false,
  logFiles: [],
  modelFolders: [],
  alerts: defaultAlertSettings,
  relief: defaultReliefSettings,
}
