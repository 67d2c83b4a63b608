import type { ShellAct, ShellParts } from '../../shared/shell.ts'
import { Refusal } from '../host/attempt.ts'

/** What the shell has that Core cannot have: macOS gives it to the app alone. */
export interface OwnShell {
  parts(): ShellParts
  /** Throws Refusal, with a sentence for people. */
  act(input: ShellAct): Promise<void>
  onChange(wake: () => void): () => void
}

/** Of a shell that is no app. */
export function noShell(reason: string): OwnShell {
  const absent = { kind: 'absent', reason } as const
  return {
    parts: () => ({
      notifications: absent,
      shortcut: absent,
      updates: absent,
      commandLine: absent,
    }),
    act: async () => {
      throw new Refusal(reason)
    },
    onChange: () => () => undefined,
  }
}
