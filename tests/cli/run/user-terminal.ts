import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { program } from '../../headroom-program.ts'
import { isRunning, until } from '../../processes.ts'

/** null: an optional dependency, which is not installed. */
const nodePty = await import('node-pty').catch(() => null)
export const hasNodePty = nodePty !== null

/** For a shell: `headroom run …` of this checkout. */
export const headroomRun = `'${process.execPath}' '${program}' run`

/** The environment of a user who has this home, and nothing else. */
export function userAt(home: string): Readonly<Record<string, string>> {
  mkdirSync(home, { recursive: true })
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: home, TERM: 'xterm-256color' }
}

/** Of a burst only the end is text. */
const maxTextLength = 2 ** 16

export const runsFolderOf = (home: string): string => join(home, '.config', 'headroom', 'runs')

/** What runs have left, by name. */
export function runFilesOf(home: string): readonly string[] {
  try {
    return readdirSync(runsFolderOf(home)).toSorted()
  } catch {
    // ENOENT: no run has left anything
    return []
  }
}

export interface PtyEnd {
  readonly exitCode: number
  readonly signal: number
}

/** The terminal of a user, with a program in it. */
export interface UserTerminal {
  readonly pid: number
  text(): string
  /** All bytes that it was sent. */
  bytes(): Buffer
  byteCount(): number
  /** What stands behind `after`, once it stands there. */
  shows(part: string | RegExp, after?: number): Promise<string>
  type(text: string): void
  resize(columns: number, rows: number): void
  /** Whoever writes to it waits from now on. */
  pause(): void
  resume(): void
  ended(): Promise<PtyEnd>
}

/** By node-pty itself, not by what Headroom makes of it. */
export function openUserTerminal(
  argv: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
  cwd = env['HOME'] ?? '/',
): UserTerminal {
  const [file, ...args] = argv
  if (nodePty === null) throw new Error('node-pty is not installed')
  const pty = nodePty.spawn(file, args, {
    cols: 80,
    rows: 24,
    cwd,
    env: { ...env },
    encoding: null,
  })
  const pieces: Buffer[] = []
  let text = ''
  let byteCount = 0
  let end: PtyEnd | null = null
  pty.onData((piece) => {
    const bytes = Buffer.from(piece)
    pieces.push(bytes)
    byteCount += bytes.length
    text = (text + bytes.toString('utf8')).slice(-maxTextLength)
  })
  pty.onExit(({ exitCode, signal }) => {
    end = { exitCode, signal: signal ?? 0 }
  })
  const ended = (): Promise<PtyEnd> => until(`the end of ${argv.join(' ')}`, () => end)
  onTestFinished(async () => {
    // its own group, and that of whatever is in its foreground
    if (isRunning(pty.pid)) pty.kill('SIGKILL')
    await ended()
  })
  return {
    pid: pty.pid,
    text: () => text,
    byteCount: () => byteCount,
    bytes: () => Buffer.concat(pieces),
    shows: (part, after = 0) =>
      until(`${String(part)} on the terminal, which shows ${JSON.stringify(text)}`, () => {
        const behind = text.slice(after)
        if (typeof part === 'string') return behind.includes(part) ? part : null
        const match = part.exec(behind)
        return match === null ? null : (match[1] ?? match[0])
      }),
    type: (typed) => pty.write(typed),
    resize: (columns, rows) => pty.resize(columns, rows),
    pause: () => pty.pause(),
    resume: () => pty.resume(),
    ended,
  }
}
