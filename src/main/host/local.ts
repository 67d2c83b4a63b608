import { watch as watchPath } from 'node:fs'
import { rename, unlink } from 'node:fs/promises'
import { attempt, attemptNow } from './attempt.ts'
import type { Clock, Host, LogFollower, Question, Terminal, TerminalCommand } from './host.ts'
import type { Terminals } from './terminals.ts'
import { createCommands, type Commands } from './local-command.ts'
import { openDatabase, probeDatabase } from './local-database.ts'
import { appendToFile, createFiles, writeFileAtomically, type Files } from './local-file.ts'
import { askHttp } from './local-http.ts'
import { createLibraries } from './local-library.ts'
import { followLog } from './log/follow-log.ts'
import { createPatience, within } from './patience.ts'
import type { OwnProcesses } from './own-processes.ts'
import { identifyProcess, isRunning, signalProcess } from './local-process.ts'
import { ownTerminals } from './local-terminal.ts'

/** systeminformation runs several programs. */
const libraryDeadlineMs = 10_000

export const localClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, wake) => {
    const timer = setTimeout(wake, delayMs)
    return () => clearTimeout(timer)
  },
}

type Libraries = ReturnType<typeof createLibraries>

export interface LocalHostOptions {
  /** Inside Electron a process of their own holds them. */
  readonly terminals?: Terminals | undefined
  /** Where they are more than one. */
  readonly ownProcesses?: OwnProcesses | undefined
}

/** This machine. */
export function createLocalHost({
  terminals = ownTerminals,
  ownProcesses,
}: LocalHostOptions = {}): Host {
  const libraries = createLibraries(ownProcesses)
  const commands = createCommands()
  const files = createFiles()
  const stops = new Set<() => void>()
  const now = localClock.nowMs
  const logsPatiently = createPatience()

  return {
    mode: 'live',
    platform: process.platform,
    clock: localClock,
    ask: (question, atMs = now()) =>
      attempt(atMs, () => answer(question, { commands, files, libraries })),
    stream: commands.stream,
    watch: (path, wake) => attemptNow(now(), 0, () => startWatching(path, wake, stops)),
    followLog: (path, start, onPiece, onTrouble) =>
      stoppable(followLog(path, start, onPiece, onTrouble, logsPatiently), stops),
    openFile: (path) => attempt(now(), () => files.open(path)),
    digest: (_, make) => attempt(now(), make),
    writeFile: (path, text) =>
      attempt(now(), async () => {
        await writeFileAtomically(path, text)
        return null
      }),
    appendFile: (path, text) =>
      attempt(now(), async () => {
        await appendToFile(path, text)
        return null
      }),
    removeFile: (path) =>
      attempt(now(), async () => {
        await unlink(path)
        return null
      }),
    moveFile: (from, to) =>
      attempt(now(), async () => {
        await rename(from, to)
        return null
      }),
    identify: (id) => attempt(now(), () => identifyProcess(id, commands)),
    signal: (identity, name) => attempt(now(), () => signalProcess(identity, name, commands)),
    openTerminal: (command) => attempt(now(), () => startTerminal(terminals, command, stops)),
    openDatabase: (path) =>
      attempt(now(), async () => {
        const database = await openDatabase(path)
        stops.add(database.close)
        return database
      }),
    abilities: () => abilitiesOf(terminals),
    close: async () => {
      commands.close()
      stops.forEach((stop) => stop())
    },
  }
}

const abilitiesOf = async ({ probe }: Terminals): ReturnType<Host['abilities']> => [
  {
    id: 'terminal',
    title: 'pseudo-terminals (node-pty)',
    reading: await attempt(localClock.nowMs(), probe),
  },
  {
    id: 'database',
    title: 'history (SQLite)',
    reading: await attempt(localClock.nowMs(), probeDatabase),
  },
]

interface World {
  readonly commands: Commands
  readonly files: Files
  readonly libraries: Libraries
}

async function answer(question: Question, { commands, files, libraries }: World): Promise<string> {
  switch (question.kind) {
    case 'command':
      return commands.run(question)
    case 'file':
      return files.readText(question.path, question.maxBytes, question.deadlineMs)
    case 'dir':
      return JSON.stringify(await files.list(question.path))
    case 'link':
      return files.readLink(question.path)
    case 'stat':
      return JSON.stringify(await files.stat(question.path))
    case 'disk':
      return JSON.stringify(await files.disk(question.path))
    case 'http':
      return JSON.stringify(await askHttp(question))
    case 'process':
      return isRunning(question.pid) ? 'runs' : 'ended'
    case 'library':
      return within(libraryDeadlineMs, libraries[question.name]())
  }
}

async function startTerminal(
  terminals: Terminals,
  command: TerminalCommand,
  stops: Set<() => void>,
): Promise<Terminal> {
  const terminal = await terminals.open(command)
  const stop = (): void => terminal.signal('SIGHUP') // as when its window is closed
  stops.add(stop)
  terminal.onEnd(() => void stops.delete(stop))
  return terminal
}

function stoppable(follower: LogFollower, stops: Set<() => void>): LogFollower {
  stops.add(follower.stop)
  return {
    check: follower.check,
    stop: () => {
      stops.delete(follower.stop)
      follower.stop()
    },
  }
}

function startWatching(path: string, wake: () => void, stops: Set<() => void>): () => void {
  const watcher = watchPath(path, { persistent: false }, wake)
  watcher.on('error', wake) // the reader will find out what became of it
  const stop = (): void => {
    watcher.close()
    stops.delete(stop)
  }
  stops.add(stop)
  return stop
}
