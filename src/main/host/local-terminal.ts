import { closeSync, constants, openSync } from 'node:fs'
import { pid } from '../../shared/ids.ts'
import { Absent, Refusal } from './attempt.ts'
import type { Terminal, TerminalCommand, TerminalEnd } from './host.ts'
import type { Terminals } from './terminals.ts'
import { loadNativePty, type LoadedPty } from './native-pty.ts'
import { createTerminalReader } from './terminal-reader.ts'
import { createTerminalWriter } from './terminal-writer.ts'

async function probeTerminal(): Promise<null> {
  await loaded()
  return null
}

async function loaded(): Promise<LoadedPty> {
  try {
    return await loadNativePty()
  } catch (error) {
    throw whyNoTerminal(error)
  }
}

/** A sentence of ours stays; all else says that it was not built for this machine, or for another Node. */
export const whyNoTerminal = (error: unknown): Error =>
  error instanceof Absent || error instanceof Refusal
    ? error
    : new Absent('node-pty cannot be loaded, so there is no pseudo-terminal')

const unchanged = -1

async function openTerminal(command: TerminalCommand): Promise<Terminal> {
  const { native, helperPath } = await loaded()
  const [program, ...args] = command.argv
  const env = Object.entries(command.env).map(([name, value]) => `${name}=${value}`)
  const wakes = new Set<(end: TerminalEnd) => void>()
  let end: TerminalEnd | null = null
  const { columns, rows, cwd } = command
  const {
    fd,
    pid: childPid,
    pty: path,
  } = native.fork(
    program,
    args,
    env,
    cwd,
    columns,
    rows,
    unchanged,
    unchanged,
    true, // what is erased in a line are characters, not bytes
    helperPath,
    (exitCode, signal) => {
      end = { kind: 'ended', exitCode, signal: signal === 0 ? null : signal }
      reader.drain()
    },
  )
  // Held open: once its last holder has gone, a terminal is hung up, and Node believes it empty after one more page
  const holder = held(path)
  const writer = createTerminalWriter(fd)
  const reader = createTerminalReader(fd, () => {
    writer.stop()
    if (holder !== null) closeSync(holder)
    if (end !== null) for (const wake of wakes) wake(end)
  })

  return {
    pid: pid(childPid),
    path,
    onBytes: reader.onBytes,
    onEnd: (wake) => void wakes.add(wake),
    pause: reader.pause,
    resume: reader.resume,
    write: writer.write,
    resize: (toColumns, toRows) => {
      if (end === null && toColumns > 0 && toRows > 0) native.resize(fd, toColumns, toRows)
    },
    signal: (name) => {
      if (end !== null) return
      try {
        process.kill(-childPid, name)
      } catch {
        // ESRCH: it has just ended
      }
    },
  }
}

/** null: it cannot be had by its name (a container without /dev/pts), and its last page may be lost. */
function held(path: string): number | null {
  try {
    return openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
  } catch {
    // ENOENT, EACCES
    return null
  }
}

/** Held by this very process. */
export const ownTerminals: Terminals = { open: openTerminal, probe: probeTerminal }
