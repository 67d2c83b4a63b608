import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { pid, type Pid } from '../src/shared/ids.ts'

/** Long enough for a slow and noisy machine; whoever waits goes on as soon as it may. */
const patienceMs = 15_000

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** Asks again and again until there is an answer. Throws, naming `what`, when there is none in time. */
export async function until<T>(
  what: string,
  find: () => T | null | Promise<T | null>,
  withinMs = patienceMs,
): Promise<T> {
  const deadlineMs = performance.now() + withinMs
  for (;;) {
    const found = await find()
    if (found !== null) return found
    if (performance.now() > deadlineMs) throw new Error(`in vain waited for: ${what}`)
    await sleep(20)
  }
}

/** A folder of its own, which is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export interface End {
  readonly code: number | null
  readonly signal: string | null
}

export interface Child {
  readonly pid: Pid
  readonly ended: Promise<End>
  stdout(): string
  stderr(): string
  /** The first match in what it has printed so far, as soon as there is one. */
  printed(pattern: RegExp): Promise<string>
  kill(signal: NodeJS.Signals): void
  /** Nobody reads its output any more. */
  stopReading(): void
}

/** A real program in a process group of its own; the whole group has ended after the test. */
export function startChild(
  argv: readonly [string, ...string[]],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Child {
  const child = spawn(argv[0], argv.slice(1), {
    detached: true,
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  let hasEnded = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<End>((resolve, reject) => {
    child.on('exit', () => {
      hasEnded = true
    })
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal }))
  })
  if (child.pid === undefined) throw new Error(`${argv[0]} could not be started`)
  const id = pid(child.pid)
  onTestFinished(async () => {
    if (!hasEnded) process.kill(-id, 'SIGKILL')
    await ended
  })

  return {
    pid: id,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    printed: (pattern) =>
      until(`${argv.join(' ')} prints ${pattern}`, () => firstIn(pattern, stdout)),
    kill: (signal) => void (hasEnded || process.kill(id, signal)),
    stopReading: () => child.stdout.destroy(),
  }
}

const firstIn = (pattern: RegExp, text: string): string | null => {
  const match = pattern.exec(text)
  return match === null ? null : (match[1] ?? match[0])
}

interface Found {
  readonly pid: number
  readonly group: number
}

/** All processes that run now, without those that have ended and only wait to be reaped. */
function processesNow(): readonly Found[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = textOf(`/proc/${name}/stat`)
      const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return state === undefined || state === '' || state === 'Z' || state === 'X'
        ? []
        : [{ pid: Number(name), group: Number(group) }]
    })
}

export const isRunning = (id: number): boolean => processesNow().some(({ pid }) => pid === id)

/** How many processes of the group still run. */
export const countInGroup = (group: number): number =>
  processesNow().filter((found) => found.group === group).length

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // ENOENT, ESRCH: it has ended between the list and this
    return ''
  }
}

/** A number that a program writes to a file, its pid say, as soon as the line is whole. */
export const numberFrom = (path: string): Promise<number> =>
  until(`a number in ${path}`, () => {
    const text = textOf(path)
    return /^\d+\n$/.test(text) ? Number(text) : null
  })
