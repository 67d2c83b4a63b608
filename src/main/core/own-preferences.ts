import { Refusal } from '../host/attempt.ts'
import { createLocalHost } from '../host/local.ts'
import { followSettings } from '../settings/follow-settings.ts'
import type { ServerKeys } from '../settings/server-keys.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import type { OwnShell } from './own-shell.ts'
import type { LoginItem, OwnPreferences } from './preferences-desk.ts'

/** What this machine's user has chosen. It never passes a host that records. */
export function openOwnPreferences(given: {
  readonly settings: SettingsStore
  readonly keys: ServerKeys
  readonly loginItem: LoginItem
  readonly shell: OwnShell
}): OwnPreferences {
  const host = createLocalHost()
  const { settings, keys } = given
  const folder = settings.path.slice(0, settings.path.lastIndexOf('/'))
  return { ...given, follow: () => followSettings(host, folder, [settings, keys]) }
}

/** Of a shell that the system does not start by itself. */
export const noLoginItem = (reason: string): LoginItem => ({
  reading: () => ({ kind: 'absent', reason }),
  set: () => {
    throw new Refusal(reason)
  },
  onChange: () => () => undefined,
})
