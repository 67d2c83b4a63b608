import type { LanguageChoice } from '../../shared/language.ts'
import type { OpenAtLogin, Preferences } from '../../shared/preferences.ts'
import type { ShellAct } from '../../shared/shell.ts'
import { Refusal } from '../host/attempt.ts'
import { createTurns } from '../host/in-turn.ts'
import type { ServerKeys } from '../settings/server-keys.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import type { OwnShell } from './own-shell.ts'

/** Whether the system starts this shell when its user logs in. */
export interface LoginItem {
  reading(): OpenAtLogin
  /**
   * Also where it reads so already: off withdraws a wish that waits for a consent. Throws Refusal, with a sentence for people,
   * where the system does not do it; a wish that waits is none, and stands in the reading.
   */
  set(isOn: boolean): void
  /** The system reads otherwise now, by whoever it was. */
  onChange(wake: () => void): () => void
}

/** Of a shell that watches this machine, and stays. */
export interface OwnPreferences {
  readonly settings: SettingsStore
  readonly loginItem: LoginItem
  readonly shell: OwnShell
  /** Of servers; their names are shown. */
  readonly keys?: Pick<ServerKeys, 'servers' | 'onChange' | 'refresh' | 'trouble'> | undefined
  /** Reads the settings again when another has written them, until what this answers with is called. */
  readonly follow?: (() => () => void) | undefined
}

export interface PreferencesDesk {
  /** Throws Refusal in a recording. */
  preferences(): Promise<Preferences>
  /** In force at once. Throws Refusal in a recording, and where it cannot be kept, or not be done. */
  prefer(input: Readonly<Record<string, unknown>>): Promise<Preferences>
  /** Throws Refusal in a recording, and where the shell has no such thing or cannot do it. */
  shellAct(input: ShellAct): Promise<Preferences>
  /** As they are now; null where there are none. */
  preferencesNow(): Preferences | null
  onPreferences(wake: (preferences: Preferences) => void): () => void
  /** What the settings say; undefined where there are none. */
  language(): LanguageChoice | undefined
  onLanguage(wake: () => void): () => void
}

/** What the screens show of the settings, and may change. */
export function createPreferencesDesk(own: OwnPreferences | undefined): PreferencesDesk {
  if (own === undefined) return noPreferences
  const { settings } = own
  const wakes = new Set<(preferences: Preferences) => void>()
  const now = (): Preferences => preferencesOf(own)
  const inTurn = createTurns()
  const tell = (): void => wakes.forEach((wake) => wake(now()))
  settings.onChange(tell)
  own.keys?.onChange(tell)
  own.shell.onChange(tell)
  own.loginItem.onChange(tell)
  return {
    preferences: async () => {
      await refreshPreferences(own) // another Headroom may have changed them
      return now()
    },
    // in its turn: what is held against the disk for long must not overtake what was asked for later
    prefer: (input) => inTurn(() => prefer(own, input, tell)).then(now),
    shellAct: (input) => own.shell.act(input).then(now),
    preferencesNow: now,
    onPreferences: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    language: () => settings.current().language,
    onLanguage: (wake) => onLanguage(settings, wake),
  }
}

export async function refreshPreferences({ settings, keys }: OwnPreferences): Promise<void> {
  await Promise.all([settings.refresh(), keys?.refresh()])
}

/** The login item comes first: it is the only one that can still be refused, and nothing is written then. */
async function prefer(
  { settings, loginItem }: OwnPreferences,
  { openAtLogin, ...given }: Readonly<Record<string, unknown>>,
  tell: () => void,
): Promise<void> {
  if (openAtLogin !== undefined && typeof openAtLogin !== 'boolean')
    throw new Refusal('Headroom starts at login, or it does not')
  const change = await settings.admit(given)
  if (openAtLogin !== undefined) {
    setAtLogin(loginItem, openAtLogin)
    tell()
  }
  if (Object.keys(given).length === 0) return
  const written = await settings.change(change)
  if (written.kind !== 'ok')
    throw new Refusal(
      `the settings could not be written (${written.reason}): this holds until Headroom ends`,
    )
}

const refused = async (): Promise<never> => {
  throw new Refusal('this is a recording: settings belong to the machine that is watched')
}

const noPreferences: PreferencesDesk = {
  preferences: refused,
  prefer: refused,
  shellAct: refused,
  preferencesNow: () => null,
  onPreferences: () => () => undefined,
  language: () => undefined,
  onLanguage: () => () => undefined,
}

const preferencesOf = ({ settings, loginItem, shell, keys }: OwnPreferences): Preferences => ({
  ...settings.current(),
  schema: 'headroom/preferences/1',
  openAtLogin: loginItem.reading(),
  shell: shell.parts(),
  file: settings.path,
  troubles: [...settings.troubles(), ...keyTroubles(keys)],
  serverKeys: (keys?.servers() ?? []).map((server) => ({ server })),
})

/** A file of keys that was not used is told like one of settings. */
export function keyTroubles(keys: Pick<ServerKeys, 'trouble'> | undefined): readonly string[] {
  const trouble = keys?.trouble() ?? null
  return trouble === null ? [] : [trouble]
}

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
