import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { pid, type Pid } from '../../../src/shared/ids.ts'
import type { Host } from '../../../src/main/host/host.ts'
import type { TargetProcess } from '../../../src/main/apps/quit/target.ts'
import { sleep } from '../../frame/children.ts'

/**
 * Real programs that are nobody's children of ours: Headroom ends none that it has started itself. Each bears a mark in its
 * environment, as all that it starts does; what has no such mark is never signalled.
 */
export interface Orphans {
  /** Done when it runs. */
  start(argv: readonly string[], options?: StartOptions): Promise<Pid>
  /** All that run now, by their pids, of what was started here and by that. */
  running(): readonly Pid[]
  /** The first of these whose command line is this one. */
  find(argv: readonly string[]): Promise<Pid>
  signal(id: Pid, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void
  endAll(): Promise<void>
}

export interface StartOptions {
  /** As another user; root alone may. */
  readonly userId?: number
  /** The command line that it has once it has become another program (exec); its own by default. */
  readonly becomes?: readonly string[]
  /** What the shell that starts it does before, in its own process. */
  readonly before?: string
}

const patienceMs = 15_000

export function createOrphans(): Orphans {
  const mark = `HEADROOM_TEST_ORPHAN=${randomUUID()}`
  const [markName = '', markValue = ''] = mark.split('=')
  const isOurs = (id: number): boolean => textOf(`/proc/${id}/environ`).split('\0').includes(mark)
  const running = (): readonly Pid[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && isOurs(Number(name)))
      .map((name) => pid(Number(name)))
  const signal = (id: Pid, name: NodeJS.Signals): void => {
    if (isOurs(id)) sendTo(id, name)
  }
  const killAll = (): void => running().forEach((id) => signal(id, 'SIGKILL'))
  process.on('exit', killAll)

  const start: Orphans['start'] = async (argv, options = {}) => {
    const { userId, becomes = argv, before = '' } = options
    const script = `${before}\n"$@" >/dev/null 2>&1 & echo $!`
    const shell = spawn('/bin/sh', ['-c', script, 'sh', ...argv], {
      detached: true,
      cwd: '/',
      env: { ...process.env, [markName]: markValue },
      stdio: ['ignore', 'pipe', 'ignore'],
      ...(userId === undefined ? {} : { uid: userId, gid: userId }),
    })
    let said = ''
    for await (const piece of shell.stdout) said += String(piece)
    const id = pid(Number(said))
    await until(`${argv.join(' ')} runs`, () => (isRunningAs(id, becomes) ? id : null))
    return id
  }
  return {
    start,
    running,
    find: (argv) =>
      until(argv.join(' '), () => running().find((id) => isRunningAs(id, argv)) ?? null),
    signal,
    endAll: async () => {
      await until('all have ended', () => {
        killAll()
        return running().length === 0 ? true : null
      })
      process.off('exit', killAll)
    },
  }
}

const isRunningAs = (id: number, argv: readonly string[]): boolean =>
  textOf(`/proc/${id}/cmdline`) === argv.map((argument) => `${argument}\0`).join('')

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // ENOENT, ESRCH: it has ended; EACCES: another user's, so none of ours
    return ''
  }
}

function sendTo(id: number, name: NodeJS.Signals): void {
  try {
    process.kill(id, name)
  } catch {
    // ESRCH: it has ended just now
  }
}

async function until<T>(what: string, find: () => T | null): Promise<T> {
  const deadlineMs = performance.now() + patienceMs
  for (;;) {
    const found = find()
    if (found !== null) return found
    if (performance.now() > deadlineMs) throw new Error(`in vain waited for: ${what}`)
    await sleep(10)
  }
}

/** As a list has it: who it is, and whose child. */
export async function listed(host: Pick<Host, 'identify'>, id: number): Promise<TargetProcess> {
  const reading = await host.identify(pid(id))
  if (reading.kind !== 'ok') throw new Error(`${id}: ${reading.reason}`)
  const { startedAt, executable, parentPid } = reading.value
  return { pid: pid(id), startedAt, executable, parentPid }
}
