import type { OwnShell } from '../core/own-shell.ts'
import { Refusal } from '../host/attempt.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { createAppShell } from './app-shell.ts'
import { openAppUpdates } from './updates/app-updates.ts'

const notYet = { kind: 'absent', reason: 'this Headroom does not have it' } as const
const absent = { part: () => notYet, onChange: () => () => undefined }
const refused = async (): Promise<never> => {
  throw new Refusal(notYet.reason)
}

/** The parts of the app, over Electron. After `ready`. */
export function openAppShell(settings: SettingsStore): OwnShell {
  const updates = openAppUpdates(settings)
  return createAppShell(
    { notifications: absent, shortcut: absent, updates, commandLine: absent },
    {
      tryNotification: refused,
      checkForUpdate: updates.checkForUpdate,
      loadUpdate: updates.loadUpdate,
      installUpdate: updates.installUpdate,
      setCommandLine: refused,
      openSystemSettings: refused,
    },
  )
}
