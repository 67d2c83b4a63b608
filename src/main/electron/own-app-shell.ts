import type { OwnShell } from '../core/own-shell.ts'
import { Refusal } from '../host/attempt.ts'
import { createAppShell } from './app-shell.ts'

const notYet = { kind: 'absent', reason: 'this Headroom does not have it' } as const
const absent = { part: () => notYet, onChange: () => () => undefined }
const refused = async (): Promise<never> => {
  throw new Refusal(notYet.reason)
}

/** The parts of the app, over Electron. After `ready`. */
export const openAppShell = (): OwnShell =>
  createAppShell(
    { notifications: absent, shortcut: absent, updates: absent, commandLine: absent },
    {
      tryNotification: refused,
      checkForUpdate: refused,
      loadUpdate: refused,
      installUpdate: refused,
      setCommandLine: refused,
      openSystemSettings: refused,
    },
  )
