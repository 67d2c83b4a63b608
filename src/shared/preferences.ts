import type { RuleId } from './alert.ts'
import type { AlertSettings } from './alert-settings.ts'
import type { ReliefSettings } from './relief-settings.ts'
import type { ClockSettings, Settings } from './settings.ts'
import type { ShellParts } from './shell.ts'

/** All that a person has chosen, as it is in force; what the screens show of it, and may change. */
export interface Preferences extends Settings {
  readonly schema: 'headroom/preferences/1'
  readonly openAtLogin: OpenAtLogin
  readonly shell: ShellParts
  /** The file in which they are kept, and may be written by hand. */
  readonly file: string
  /** A sentence for each thing in it that is not used as it was written, and where a broken file went. */
  readonly troubles: readonly string[]
  /** Servers that a key is kept for, as `lmstudio:1234`: the key itself is never told. */
  readonly serverKeys: readonly { readonly server: string }[]
}

/**
 * `isWaiting`: it is wished for, and macOS waits for a consent in its own settings. `absent`: this way of showing Headroom cannot
 * be started at login by itself, for the reason given.
 */
export type OpenAtLogin =
  | { readonly kind: 'ok'; readonly isOn: boolean; readonly isWaiting: boolean }
  | { readonly kind: 'absent'; readonly reason: string }

/** What is not named stays as it is: a line of a group as well, so that two who change two lines do not undo each other. */
export type SettingsChange = Partly<Omit<Settings, 'clocks' | 'alerts' | 'relief'>> & {
  readonly clocks?: Partly<ClockSettings> | undefined
  readonly alerts?: AlertsChange | undefined
  readonly relief?: Partly<ReliefSettings> | undefined
}

export type PreferInput = SettingsChange & { readonly openAtLogin?: boolean | undefined }

type AlertsChange = Partly<Omit<AlertSettings, 'holdSeconds'>> & {
  /** Each rule by itself; null gives one back its own time. */
  readonly holdSeconds?: Readonly<Partial<Record<RuleId, number | null>>> | undefined
}

type Partly<T> = { readonly [Name in keyof T]?: T[Name] | undefined }
