import { readFile, readlink } from 'node:fs/promises'
import { type Pid } from '../../shared/ids.ts'
import { Absent, Refusal } from './attempt.ts'
import type { Commands } from './local-command.ts'
import type { ProcessIdentity } from './host.ts'

/** Field 22 of /proc/PID/stat: when it started, in clock ticks since boot. The name before may hold blanks and ")". */
async function identifyOnLinux(id: Pid): Promise<ProcessIdentity> {
  const text = await readFile(`/proc/${id}/stat`, 'utf8').catch(endedOr)
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z') throw new Absent('the process has ended') // and is not reaped yet
  const startedAt = fields[19]
  if (startedAt === undefined) throw new Refusal('its start is not told')
  return { pid: id, startedAt, executable: await readlink(`/proc/${id}/exe`) }
}

/** No entry any more, or none while it was read: it has ended. */
function endedOr(error: NodeJS.ErrnoException): never {
  if (error.code === 'ENOENT' || error.code === 'ESRCH') throw new Absent('the process has ended')
  throw error
}

// Fri Nov 20 18:19:40 2026 /Applications/Some App.app/Contents/MacOS/Some App      (never run on a Mac yet)
async function identifyOnDarwin(id: Pid, commands: Commands): Promise<ProcessIdentity> {
  const text = await commands.run({
    kind: 'command',
    argv: ['/bin/ps', '-o', 'lstart=,comm=', '-p', String(id)],
    toleratedExitCodes: [1],
  })
  const match = /^\s*(\S+ +\S+ +\d+ +[\d:]+ +\d+) +(.+?)\s*$/.exec(text)
  if (match?.[1] === undefined || match[2] === undefined) throw new Absent('the process has ended')
  return { pid: id, startedAt: match[1], executable: match[2] }
}

export const identifyProcess = (id: Pid, commands: Commands): Promise<ProcessIdentity> =>
  process.platform === 'darwin' ? identifyOnDarwin(id, commands) : identifyOnLinux(id)

/** Asked again at the moment of the act: a pid is used again, an executable is replaced. Throws Refusal. */
export async function signalProcess(
  meant: ProcessIdentity,
  name: 'SIGTERM' | 'SIGKILL',
  commands: Commands,
): Promise<null> {
  const found = await identifyProcess(meant.pid, commands)
  if (found.startedAt !== meant.startedAt || found.executable !== meant.executable) {
    throw new Refusal(`process ${meant.pid} is another one by now`)
  }
  process.kill(meant.pid, name)
  return null
}

/** Without asking any program: signal 0 is only the question (kill(2)). */
export function isRunning(id: Pid): boolean {
  try {
    return process.kill(id, 0)
  } catch (error) {
    // ESRCH: there is none; EPERM: there is one, of somebody else
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
