import { isAbsolute } from 'node:path'
import type { Readable } from 'node:stream'
import { printable } from '../../shared/printable.ts'
import { Absent, reasonOf, Refusal } from './attempt.ts'
import { endedByItself, type CommandQuestion, type StreamEnd } from './host.ts'

const defaultDeadlineMs = 2_000
const defaultMaxBytes = 8 * 2 ** 20

/**
 * Dates and decimal marks as programs print them in C, and times in UTC: a start that `ps` tells has no zone. LC_ALL would
 * take them away; LANG stays the user's.
 */
function commandEnv(): Record<string, string | undefined> {
  const { LC_ALL: overrules, ...own } = process.env
  // names of programs in other scripts: what the Finder starts has no LANG
  const LC_CTYPE = overrules ?? own['LC_CTYPE'] ?? own['LANG'] ?? utf8Locale
  return { ...own, LC_CTYPE, LC_TIME: 'C', LC_NUMERIC: 'C', TZ: 'UTC' }
}
const utf8Locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'

const options = {
  detached: true, // a process group of its own, so that all of it can be ended
  cleanup: false,
  stdin: 'ignore',
  reject: false,
  extendEnv: false,
  stripFinalNewline: false,
} as const

/** What is used of execa's answers. */
interface Ended {
  readonly failed: boolean
  readonly isMaxBuffer: boolean
  readonly code?: string | undefined
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
  readonly stdout?: unknown
  readonly stderr?: unknown
  readonly originalMessage?: string | undefined
}
interface Running {
  readonly pid?: number | undefined
}
interface Child extends Running, PromiseLike<Ended> {
  readonly stdout: Readable | null
  readonly stderr: Readable | null
}

/**
 * Ends the whole process group of a child of ours: its number is not used again while any process is left in the group,
 * and is called on at once where the child itself has just ended.
 */
function endGroup(child: Running): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // ESRCH: the group has ended by itself; EPERM: a child of root's (sudo), which ends as its output is closed
  }
}

/** The same, without waiting for its output: a grandchild outside the group may hold it open. */
function endWithOutput(child: Child): void {
  endGroup(child)
  child.stdout?.destroy()
  child.stderr?.destroy()
}

const nameOf = (argv: readonly [string, ...string[]]): string => {
  if (!isAbsolute(argv[0])) throw new Refusal(`${argv[0]} is not an absolute path`)
  return argv[0]
}

export interface Commands {
  run(question: CommandQuestion): Promise<string>
  stream(
    argv: readonly [string, ...string[]],
    onText: (text: string) => void,
    onEnd: (end: StreamEnd) => void,
  ): () => void
  close(): void
}

/** Runs programs and never leaves one behind: deadline, bounded output, the whole process group ended. */
export function createCommands(): Commands {
  const running = new Set<Running>()

  const run = async (question: CommandQuestion): Promise<string> => {
    const [program, ...args] = [nameOf(question.argv), ...question.argv.slice(1)]
    const { execa } = await import('execa') // loaded with the first command: most Linux machines run none
    const maxBuffer = question.maxBytes ?? defaultMaxBytes
    const child: Child = execa(program, args, { ...options, env: commandEnv(), maxBuffer })
    running.add(child)
    try {
      return await answerOf(child, question)
    } finally {
      running.delete(child)
    }
  }

  const stream: Commands['stream'] = (argv, onText, onEnd) => {
    let isStopped = false
    let stopChild: (() => void) | null = null
    const start = async (): Promise<void> => {
      const { execa } = await import('execa')
      if (isStopped) return onEnd({ reason: null })
      const child: Child = execa(nameOf(argv), argv.slice(1), {
        ...options,
        env: commandEnv(),
        buffer: false,
      })
      running.add(child)
      stopChild = () => endWithOutput(child)
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        if (!isStopped) onText(text)
      })
      const complaint = beginningOf(child.stderr)
      const ended = { ...(await child), stderr: complaint() }
      running.delete(child)
      onEnd({ reason: isStopped ? null : (failureOf(ended, argv[0]) ?? endedByItself) })
    }
    start().catch((error: unknown) => onEnd({ reason: printable(reasonOf(error)) }))
    return () => {
      isStopped = true
      stopChild?.()
    }
  }

  return { run, stream, close: () => running.forEach(endGroup) }
}

/** Of a reason its first line is shown. */
const maxComplaintChars = 4_096

/** What is written first; the rest is read all the same, as whoever writes it would wait for a reader. */
function beginningOf(stream: Readable | null): () => string {
  let text = ''
  stream?.setEncoding('utf8').on('data', (piece: string) => {
    if (text.length < maxComplaintChars) text += piece.slice(0, maxComplaintChars - text.length)
  })
  return () => text
}

async function answerOf(child: Child, question: CommandQuestion): Promise<string> {
  const deadlineMs = question.deadlineMs ?? defaultDeadlineMs
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), deadlineMs)
  })
  const result = await Promise.race([child, late])
  clearTimeout(timer)
  if (result === 'late') {
    endWithOutput(child)
    throw new Refusal(`no answer within ${deadlineMs / 1000} s`)
  }
  if (result.isMaxBuffer) {
    endGroup(child)
    throw new Refusal(`it printed more than ${question.maxBytes ?? defaultMaxBytes} bytes`)
  }
  const isTolerated =
    result.exitCode !== undefined && (question.toleratedExitCodes ?? []).includes(result.exitCode)
  const failure = isTolerated ? null : failureOf(result, question.argv[0])
  if (failure !== null) throw new Refusal(failure)
  return String(result.stdout)
}

/** null where it ended well; throws Absent where there is no such program. */
function failureOf(result: Ended, program: string): string | null {
  if (!result.failed) return null
  if (result.code === 'ENOENT') throw new Absent(`${program} is not installed`)
  if (result.code === 'EACCES') return `${program} may not be run`
  if (result.signal !== undefined) return `it was ended by ${result.signal}`
  const said = firstLineOf(result.stderr) || firstLineOf(result.stdout) // nvidia-smi complains on stdout
  if (result.exitCode !== undefined)
    return `exit ${result.exitCode}${said === '' ? '' : `: ${said}`}`
  return result.originalMessage ?? 'it could not be started'
}

const firstLineOf = (output: unknown): string =>
  typeof output === 'string' ? (output.trim().split('\n')[0] ?? '') : ''
