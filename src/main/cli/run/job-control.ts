import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'

/** How a process stands in its terminal. */
export interface Job {
  readonly isStopped: boolean
  readonly group: number
  /** Of its terminal; -1: it has none. */
  readonly foregroundGroup: number
}

const isMac = process.platform === 'darwin'
const deadlineMs = 1_000

/** null: it has ended, or nothing tells. */
export function jobOf(id: number): Job | null {
  if (!isMac) return parseProcStat(textOf(`/proc/${id}/stat`))
  return parsePsJob(printedBy('/bin/ps', ['-o', 'stat=,pgid=,tpgid=', '-p', String(id)]))
}

/** Whether what is typed comes to us, and we may change how the terminal behaves. */
export function isForeground(): boolean {
  const own = jobOf(process.pid)
  if (own === null) return true
  return own.foregroundGroup === -1 || own.foregroundGroup === own.group
}

/** Whether Ctrl-Z, in this terminal, is a signal to its programs, and no key like others. */
export function takesSuspendKey(terminalPath: string): boolean {
  const modes = printedBy('/bin/stty', [isMac ? '-f' : '-F', terminalPath, '-a'])
  return /(?<![-\w])isig\b/.test(modes) && /\bsusp = \^Z/.test(modes)
}

/** Whether it wants not to be stopped: a shell of its own. A Mac does not tell. */
export function ignoresStop(id: number): boolean {
  const ignored = isMac ? undefined : /^SigIgn:\t([\da-f]+)$/m.exec(statusOf(id))?.[1]
  if (ignored === undefined) return false
  return (BigInt(`0x${ignored}`) & (1n << BigInt(constants.signals.SIGTSTP - 1))) !== 0n
}

const statusOf = (id: number): string => textOf(`/proc/${id}/status`)

// 4242 (llama-cli) S 4200 4242 4242 34816 4242 4194304 …     (state, parent, group, session, terminal, its foreground group)
export function parseProcStat(text: string): Job | null {
  const [, state, group, foregroundGroup] =
    /\) (\S) -?\d+ (\d{1,10}) \d+ -?\d+ (-?\d{1,10}) /.exec(text.slice(text.lastIndexOf(')'))) ?? []
  if (state === undefined) return null
  return {
    isStopped: state === 'T',
    group: Number(group),
    foregroundGroup: Number(foregroundGroup),
  }
}

// T+    4242  4242                                            (macOS; never run on a Mac yet)
export function parsePsJob(text: string): Job | null {
  const [, state, group, foregroundGroup] =
    /^\s*(\S+)\s+(\d{1,10})\s+(-?\d{1,10})\s*$/.exec(text) ?? []
  if (state === undefined) return null
  const of = Number(foregroundGroup)
  return {
    isStopped: state.startsWith('T'),
    group: Number(group),
    foregroundGroup: of === 0 ? -1 : of,
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // ENOENT, ESRCH: it has ended
    return ''
  }
}

/** Empty where it cannot be run. */
const printedBy = (program: string, args: readonly string[]): string =>
  spawnSync(program, args, {
    encoding: 'utf8',
    timeout: deadlineMs,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).stdout ?? ''
