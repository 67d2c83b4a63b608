import { app } from 'electron'
import type { Terminal, TerminalCommand } from '../../../src/main/host/host.ts'
import { electronTerminals } from '../../../src/main/electron/terminal/fork-terminals.ts'

/** An app that has terminals and nothing else, for a spec to use. */
export interface TerminalApp {
  /** Answers when the program has ended. */
  readonly run: (
    command: TerminalCommand,
    begin?: (terminal: Terminal) => void,
  ) => Promise<{ readonly text: string; readonly end: unknown }>
}

const terminals = electronTerminals()

const terminalApp: TerminalApp = {
  run: async (command, begin) => {
    const terminal = await terminals.open(command)
    const pieces: Buffer[] = []
    terminal.onBytes((bytes) => void pieces.push(Buffer.from(bytes)))
    const ended = new Promise((resolve) => terminal.onEnd(resolve))
    begin?.(terminal)
    const end = await ended
    return { text: Buffer.concat(pieces).toString('utf8'), end }
  },
}
Object.assign(globalThis, { terminalApp })
app.on('window-all-closed', () => undefined)
