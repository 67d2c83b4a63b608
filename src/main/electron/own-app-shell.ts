import type { OwnShell } from '../core/own-shell.ts'
import { Refusal } from '../host/attempt.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { createAppShell } from './app-shell.ts'
import { createShortcut, type OwnShortcut } from './shortcut.ts'
import { systemKeys } from './system-keys.ts'

export interface AppShell extends OwnShell {
  readonly onShortcut: OwnShortcut['onPress']
  /** Nothing of the system is held any more. */
  close(): void
}

const notYet = { kind: 'absent', reason: 'this Headroom does not have it' } as const
const absent = { part: () => notYet, onChange: () => () => undefined }
const refused = async (): Promise<never> => {
  throw new Refusal(notYet.reason)
}

/** The parts of the app, over Electron. After `ready`. */
export function openAppShell(settings: SettingsStore): AppShell {
  const shortcut = createShortcut({ settings, keys: systemKeys })
  const shell = createAppShell(
    { notifications: absent, shortcut, updates: absent, commandLine: absent },
    {
      tryNotification: refused,
      checkForUpdate: refused,
      loadUpdate: refused,
      installUpdate: refused,
      setCommandLine: refused,
      openSystemSettings: refused,
    },
  )
  return { ...shell, onShortcut: shortcut.onPress, close: shortcut.close }
}
