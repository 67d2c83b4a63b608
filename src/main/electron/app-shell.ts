import type { ShellAct, ShellParts, SystemPane } from '../../shared/shell.ts'
import type { OwnShell } from '../core/own-shell.ts'

/** One thing that macOS gives to the app alone, and what it is now. */
export interface AppPart<Name extends keyof ShellParts> {
  part(): ShellParts[Name]
  onChange(wake: () => void): () => void
}

export type AppParts = { readonly [Name in keyof ShellParts]: AppPart<Name> }

/** What is asked of them; each throws Refusal, with a sentence for people. */
export interface AppActs {
  tryNotification(): Promise<void>
  checkForUpdate(): Promise<void>
  loadUpdate(): Promise<void>
  installUpdate(): Promise<void>
  setCommandLine(isInstalled: boolean): Promise<void>
  openSystemSettings(pane: SystemPane): Promise<void>
}

/** What this app has of what macOS gives to apps, in one. */
export function createAppShell(parts: AppParts, acts: AppActs): OwnShell {
  const { notifications, shortcut, updates, commandLine } = parts
  const made = [notifications, shortcut, updates, commandLine]
  return {
    parts: () => ({
      notifications: notifications.part(),
      shortcut: shortcut.part(),
      updates: updates.part(),
      commandLine: commandLine.part(),
    }),
    act: (input) => carryOut(input, acts),
    onChange: (wake) => {
      const ends = made.map((one) => one.onChange(wake))
      return () => ends.forEach((end) => end())
    },
  }
}

function carryOut(input: ShellAct, acts: AppActs): Promise<void> {
  switch (input.kind) {
    case 'try-notification':
      return acts.tryNotification()
    case 'check-for-update':
      return acts.checkForUpdate()
    case 'load-update':
      return acts.loadUpdate()
    case 'install-update':
      return acts.installUpdate()
    case 'command-line':
      return acts.setCommandLine(input.isInstalled)
    case 'open-system-settings':
      return acts.openSystemSettings(input.pane)
  }
}
