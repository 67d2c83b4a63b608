import { fork, type ChildProcess } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { createRemoteTerminals } from '../../../src/main/electron/terminal/remote-terminals.ts'
import type { TerminalProcess } from '../../../src/main/electron/terminal/terminal-life.ts'
import type { TerminalEnd } from '../../../src/main/host/host.ts'
import { fromRoot } from '../../from-root.ts'
import { tempFolder, until } from '../../processes.ts'
import { createDrivenClock, type DrivenClock } from '../driven-clock.ts'

const entry = fromRoot('src/main/electron/terminal/terminal-process.ts')
const parentPort = fromRoot('tests/standin/parent-port.ts')

/** The terminals of the app, held by a real process of Node's in place of Electron's. */
export function forkedTerminals(clock: DrivenClock = createDrivenClock()) {
  const children: ChildProcess[] = []
  const start = (): TerminalProcess => {
    const child = fork(entry, [], {
      execArgv: ['--import', parentPort],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    children.push(child)
    return {
      send: (message) => void (child.connected && child.send(message)),
      onMessage: (wake) => void child.on('message', wake),
      onExit: (wake) => void child.once('exit', (code) => wake(`exit ${code}`)),
      end: () => void child.kill(),
    }
  }
  return { terminals: createRemoteTerminals({ fork: start, clock }), children, clock }
}

export type Forked = ReturnType<typeof forkedTerminals>

/** A program in one of them, and what it has written. */
export async function openIn({ terminals }: Pick<Forked, 'terminals'>, script: string) {
  const terminal = await terminals.open({
    argv: ['/bin/bash', '-c', script],
    cwd: tempFolder(),
    env: { PATH: process.env['PATH'] ?? '', ONLY: 'this' },
    columns: 80,
    rows: 24,
  })
  const pieces: Buffer[] = []
  const ends: TerminalEnd[] = []
  terminal.onBytes((bytes) => void pieces.push(Buffer.from(bytes)))
  terminal.onEnd((end) => void ends.push(end))
  const text = (): string => Buffer.concat(pieces).toString('utf8')
  return {
    terminal,
    text,
    bytesCount: () => pieces.reduce((sum, { length }) => sum + length, 0),
    shows: (part: string) =>
      until(`${part} on the terminal`, () => (text().includes(part) ? true : null)),
    ended: () => until('the end of the program', () => ends[0] ?? null),
  }
}
