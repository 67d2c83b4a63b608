import type { OwnShell } from '../core/own-shell.ts'
import { Refusal } from '../host/attempt.ts'
import { createAppShell } from './app-shell.ts'
import { openCommandLink } from './command/own-command-link.ts'

const notYet = { kind: 'absent', reason: 'this Headroom does not have it' } as const
const absent = { part: () => notYet, onChange: () => () => undefined }
const refused = async (): Promise<never> => {
  throw new Refusal(notYet.reason)
}

/** The parts of the app, over Electron. After `ready`. */
export function openAppShell(): OwnShell {
  const commandLine = openCommandLink()
  return createAppShell(
    { notifications: absent, shortcut: absent, updates: absent, commandLine },
    {
      tryNotification: refused,
      checkForUpdate: refused,
      loadUpdate: refused,
      installUpdate: refused,
      setCommandLine: commandLine.set,
      openSystemSettings: refused,
    },
  )
}
