import type { Pid } from '../../shared/ids.ts'
import type { NoReading, Reading } from '../../shared/reading.ts'
import type { terminalSignals } from './terminal-signals.ts'

/**
 * A question to the outside world whose answer is text, so that it can be recorded and replayed. `dir` answers with a
 * JSON list of names, `stat` with a FileStat, `disk` with a DiskStat, `http` with an HttpAnswer, `library` with JSON,
 * `process` with `runs` or `ended` (whoever may have its number by now).
 */
export type Question =
  | CommandQuestion
  | {
      readonly kind: 'file'
      readonly path: string
      readonly maxBytes?: number
      readonly deadlineMs?: number
    }
  | { readonly kind: 'dir' | 'link' | 'stat' | 'disk'; readonly path: string }
  | HttpQuestion
  | { readonly kind: 'library'; readonly name: LibraryName }
  | { readonly kind: 'process'; readonly pid: Pid }

export interface CommandQuestion {
  readonly kind: 'command'
  /** The program by its absolute path, then its arguments: no shell ever reads them. */
  readonly argv: readonly [string, ...string[]]
  readonly deadlineMs?: number
  readonly maxBytes?: number
  /** Exit codes beside 0 whose output is an answer. */
  readonly toleratedExitCodes?: readonly number[]
}

export interface HttpQuestion {
  readonly kind: 'http'
  /** Loopback only; redirects are answers, they are not followed. */
  readonly url: string
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly deadlineMs?: number
  readonly maxBytes?: number
}

export interface DiskStat {
  readonly totalBytes: number
  readonly freeBytes: number
}

export interface HttpAnswer {
  readonly status: number
  readonly contentType: string
  /** The header `Server`, cut; empty where there is none. Recordings of an earlier Headroom lack it. */
  readonly server: string
  readonly body: string
}

/** What is asked of libraries: facts of the machine by systeminformation, our own cost and the user's home by Node. */
export type LibraryName = 'systeminformation/machine' | 'node/process' | 'node/home'

/** Who may be asked. `attempt` in the implementation turns all that goes wrong into a Reading. */
export interface Asker {
  ask(question: Question): Promise<Reading<string>>
}

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number
  /**
   * Wakes once after a delay; answers with the way to call it off. A replay moves the wake to the first recorded
   * instant that lies within `slackMs` behind it.
   */
  after(delayMs: number, wake: () => void, slackMs?: number): () => void
}

/** A process, told apart from a later one with the same pid. `startedAt`: clock ticks since boot on Linux; ms of its second on a Mac. */
export interface ProcessIdentity {
  readonly pid: Pid
  readonly startedAt: string
  readonly executable: string
}

/** A process as it is at this moment. */
export interface FoundProcess extends ProcessIdentity {
  /** Of the user in whose name it acts, and whether Headroom acts in the same. */
  readonly userId: number
  readonly isOwn: boolean
  readonly parentPid: Pid | null
}

export interface TerminalCommand {
  readonly argv: readonly [string, ...string[]]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly columns: number
  readonly rows: number
}

/** How a program in a pseudo-terminal has ended. */
export type TerminalEnd =
  /** `signal`: by its number; null where it ended by itself. */
  | { readonly kind: 'ended'; readonly exitCode: number; readonly signal: number | null }
  /** What held its terminal has gone: the kernel has hung it up, and nobody knows what became of the program. */
  | { readonly kind: 'lost'; readonly reason: string }

export type TerminalSignal = (typeof terminalSignals)[number]

/** A pseudo-terminal with a program in it. */
export interface Terminal {
  readonly pid: Pid
  /** The device that its program has it by: `/dev/pts/3`. */
  readonly path: string
  /** All that is written to it, as it is. Whoever takes it may keep it. */
  onBytes(take: (bytes: Uint8Array) => void): void
  /** Wakes once: when its program has ended, and all that it wrote has been told. */
  onEnd(wake: (end: TerminalEnd) => void): void
  /** Until `resume` nothing more is told, and whoever writes to it waits. */
  pause(): void
  resume(): void
  /** Done when the terminal has taken all of it: one whose program does not read takes no more than a page. */
  write(bytes: Uint8Array): Promise<void>
  resize(columns: number, rows: number): void
  /** Signals the whole process group of the terminal's program. */
  signal(name: TerminalSignal): void
}

export type SqlValue = null | number | string
/** An SQLite file. Whatever it does it does at once, and throws DatabaseError. */
export interface Database {
  run(sql: string, ...values: readonly SqlValue[]): void
  all(sql: string, ...values: readonly SqlValue[]): readonly Readonly<Record<string, SqlValue>>[]
  /** For what is asked again and again. */
  prepare(sql: string): Statement
  /** All of it or nothing; whoever else writes waits, or is waited for as long as `busy_timeout` says. */
  atOnce<T>(act: () => T): T
  close(): void
}
export interface Statement {
  run(...values: readonly SqlValue[]): void
  /** Of each row its values, in the order in which they were asked for. */
  rows(...values: readonly SqlValue[]): readonly (readonly SqlValue[])[]
}

export interface StreamEnd {
  /** null: it was stopped by us. */
  readonly reason: string | null
}
/** The reason where a command that goes on has ended well, by itself. */
export const endedByItself = 'it has ended'

/** Where the reading of a log stands. It outlives a restart: it is JSON. */
export interface LogPosition {
  /** Numbers of disks are others after the machine was started anew: the mark tells which file it is. */
  readonly inode: number
  /** Behind the last whole line that was told. */
  readonly offsetBytes: number
  /** SHA-256, in hex, of the `markBytes` bytes before `offsetBytes`: tells this file from a later one with the same number. */
  readonly markBytes: number
  readonly mark: string
}

export interface LogPiece {
  /**
   * Whole lines as they stand in the file, with their ends (\n, \r\n, \r). The last may lack its end where the file was
   * moved away, deleted or cut, and nothing more came. Bytes that are not UTF-8 are U+FFFD; NULs are left out.
   */
  readonly text: string
  /** How much of lines that are too long was left out. Their beginning stands in the text, with the line's end. */
  readonly skippedBytes: number
  /** Behind this piece. */
  readonly position: LogPosition
  /** It begins another file than the piece before (rotation, truncation, deletion), or it is the very first. */
  readonly isNewFile: boolean
  /** It was in the file before the following began. */
  readonly isBacklog: boolean
  /** It stands before the position from which the log is followed: it was told when that was reached, and is no news. */
  readonly isKnown: boolean
  /** When the file was changed last, ms since the Unix epoch. */
  readonly modifiedAtMs: number
}

export interface LogStart {
  /**
   * On from here, wherever the file may be by now; the last `maxBacklogBytes` before are told first, as known. null: from the
   * last `maxBacklogBytes`. Both at the beginning of a line.
   */
  readonly position: LogPosition | null
  readonly maxBacklogBytes: number
}

/** Why a log cannot be followed at the moment. */
export type LogTrouble = NoReading

export interface LogFollower {
  /** Nothing is told any more. */
  stop(): void
  /** Looks now; done when all that is there has been told. Where nothing has happened it costs one `stat`. */
  check(): Promise<void>
}

/** The only way to the outside world (design §4). Whatever it starts, `close` ends. */
export interface Host extends Asker {
  readonly mode: 'live' | 'replay'
  readonly platform: string
  readonly clock: Clock
  /** `atMs`: the instant that the answer is filed under; now by default. */
  ask(question: Question, atMs?: number): Promise<Reading<string>>
  /** A command that goes on: each piece of its output as it comes. Answers with the way to stop it. */
  stream(
    argv: readonly [string, ...string[]],
    onText: (text: string) => void,
    onEnd: (end: StreamEnd) => void,
  ): () => void
  /** Wakes when the file or folder changes. `failed` where it cannot be watched. */
  watch(path: string, wake: () => void): Reading<() => void>
  /**
   * Tells every line of a log once, through rotation and restarts. It sees by itself what is written; a file that appears and
   * a link that is switched are found by `check`. `onTrouble`: null when the log is followed again. Two gaps: where more than
   * 64 MiB have not been read of a file that is opened, only the last `maxBacklogBytes` of it are told. And a file that was
   * emptied between two looks and begins with just what was read of it is taken for the same: what it repeats is not told.
   */
  followLog(
    path: string,
    start: LogStart,
    onPiece: (piece: LogPiece) => void,
    onTrouble: (trouble: LogTrouble | null) => void,
  ): LogFollower
  /** `failed` where it is a folder, or no file of a disk. Whoever opens it closes it. */
  openFile(path: string): Promise<Reading<OpenFile>>
  /**
   * What comes of reading a file that is too big to be recorded: `make` reads it, and its text alone goes into a recording. In a
   * replay that text is the answer, and nothing is read.
   */
  digest(path: string, make: () => Promise<string>): Promise<Reading<string>>
  /** The whole file or nothing: written beside it, synced, renamed. Mode 0600. */
  writeFile(path: string, text: string): Promise<Reading<null>>
  /** Behind what is in the file: made with mode 0600 where there is none. One call is written in one piece, or fails. */
  appendFile(path: string, text: string): Promise<Reading<null>>
  /** Cannot be undone. `absent` where there is none. */
  removeFile(path: string): Promise<Reading<null>>
  /** What has the new name is replaced. `absent` where there is none. */
  moveFile(from: string, to: string): Promise<Reading<null>>
  identify(pid: Pid): Promise<Reading<FoundProcess>>
  /** Sends a signal, but only if the process is still the one that was meant, and of Headroom's own user. */
  signal(identity: ProcessIdentity, name: 'SIGTERM' | 'SIGKILL'): Promise<Reading<null>>
  openTerminal(command: TerminalCommand): Promise<Reading<Terminal>>
  openDatabase(path: string): Promise<Reading<Database>>
  /** What works only where an optional part is there. */
  abilities(): Promise<readonly HostAbility[]>
  close(): Promise<void>
}

/** A file that is read in parts, wherever in it they lie: weights of which only the head is wanted. Not recorded: see `digest`. */
export interface OpenFile {
  /** When it was opened. */
  readonly sizeBytes: number
  /**
   * Fills `into` from `offsetBytes` on, as far as the file reaches; answers with how many bytes that were. Throws what Node
   * throws, or a Refusal where the disk does not answer in time.
   */
  read(into: Uint8Array, offsetBytes: number): Promise<number>
  close(): Promise<void>
}

export interface HostAbility {
  readonly id: string
  readonly title: string
  readonly reading: Reading<null>
}

/** The key of a question in a recording: what a person would write. */
export function keyOf(question: Question): string {
  switch (question.kind) {
    case 'command':
      return formatArgv(question.argv)
    case 'http':
      return `${question.method ?? 'GET'} ${question.url}`
    case 'library':
      return question.name
    case 'process':
      return String(question.pid)
    case 'file':
    case 'dir':
    case 'link':
    case 'stat':
    case 'disk':
      return question.path
  }
}

/** Arguments with blanks or quotes are written as JSON strings, the others as they are. */
export const formatArgv = (argv: readonly string[]): string =>
  argv
    .map((argument) => (/^[^\s"'\\]+$/.test(argument) ? argument : JSON.stringify(argument)))
    .join(' ')
