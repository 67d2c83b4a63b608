import { execFile } from 'node:child_process'
import { Refusal } from '../../src/main/host/attempt.ts'

export interface Ran {
  /** null where a signal ended it, or it could not be started. */
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
  readonly tookMs: number
}
export type RunCommand = (
  argv: readonly [string, ...string[]],
  options?: { readonly deadlineMs?: number; readonly env?: Readonly<Record<string, string>> },
) => Promise<Ran>

const usualDeadlineMs = 10_000
const maxBytes = 16 * 2 ** 20

/** By the environment in which Host runs its commands: dates and marks of C, times in UTC. */
export const runCommand: RunCommand = (argv, { deadlineMs = usualDeadlineMs, env = {} } = {}) =>
  new Promise((resolve) => {
    const startedMs = performance.now()
    const { LC_ALL: _overrules, ...own } = process.env
    const options = {
      timeout: deadlineMs,
      killSignal: 'SIGKILL',
      maxBuffer: maxBytes,
      env: { ...own, LC_TIME: 'C', LC_NUMERIC: 'C', TZ: 'UTC', ...env },
    } as const
    execFile(argv[0], argv.slice(1), options, (error, stdout, stderr) => {
      const isCode = typeof error?.code === 'number'
      resolve({
        code: error === null ? 0 : isCode ? Number(error.code) : null,
        signal: error?.signal ?? null,
        stdout,
        stderr: stderr === '' && error !== null && !isCode ? error.message : stderr,
        tookMs: performance.now() - startedMs,
      })
    }).stdin?.end()
  })

/** What it printed. Throws a Refusal where it could not be run, or did not end: then nothing is known. */
export function printedBy(ran: Ran): string {
  if (ran.code !== null) return ran.stdout
  throw new Refusal(ran.signal === null ? ran.stderr.trim() : `it was ended by ${ran.signal}`)
}

/** In a line or a few, for evidence. */
export const told = ({ code, signal, stdout, stderr }: Ran): string =>
  [
    signal === null ? `exit ${code}` : `ended by ${signal}`,
    ...(stdout.trim() === '' ? [] : [`stdout: ${stdout.trim()}`]),
    ...(stderr.trim() === '' ? [] : [`stderr: ${stderr.trim()}`]),
  ].join('\n')
