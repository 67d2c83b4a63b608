import { readFile, readlink } from 'node:fs/promises'
import { pid, type Pid } from '../../shared/ids.ts'
import { Absent, Refusal } from './attempt.ts'
import type { Commands } from './local-command.ts'
import type { FoundProcess, ProcessIdentity } from './host.ts'

/** PF_KTHREAD of include/linux/sched.h. A program without a file is one that ends just now: its memory is gone. */
const kernelThreadFlag = 0x00200000

/** Field 22 of /proc/PID/stat: when it started, in clock ticks since boot. The name before may hold blanks and ")". */
async function identifyOnLinux(id: Pid): Promise<FoundProcess> {
  const text = await readFile(`/proc/${id}/stat`, 'utf8').catch(endedOr)
  const name = text.slice(text.indexOf('('), text.lastIndexOf(')') + 1)
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z') throw new Absent('the process has ended') // and is not reaped yet
  const startedAt = fields[19]
  if (startedAt === undefined) throw new Refusal('its start is not told')
  const status = await readFile(`/proc/${id}/status`, 'utf8').catch(endedOr)
  // the second is the effective one (man 5 proc_pid_status)
  const userId = Number(/^Uid:\t\d+\t(\d+)/m.exec(status)?.[1] ?? Number.NaN)
  if (Number.isNaN(userId)) throw new Refusal('its user is not told')
  const isKernels = (Number(fields[6]) & kernelThreadFlag) !== 0
  // of another user's, and of the kernel's own, it is not shown: their short name in brackets is no path
  const linked = await readlink(`/proc/${id}/exe`).catch((error: NodeJS.ErrnoException) =>
    isKernels || error.code !== 'ENOENT' ? name : endedOr(error),
  )
  // the kernel marks a program whose file was replaced by an update
  const executable = linked.replace(/ \(deleted\)$/, '')
  const parentPid = parentIn(fields[1])
  return { pid: id, startedAt, executable, userId, isOwn: isOwnUser(userId), parentPid }
}

/** No entry any more, or none while it was read: it has ended. */
function endedOr(error: NodeJS.ErrnoException): never {
  if (error.code === 'ENOENT' || error.code === 'ESRCH') throw new Absent('the process has ended')
  throw error
}

//   812   501 Fri Nov 20 18:19:40 2026 /Applications/Some App.app/Contents/MacOS/Some App      (never run on a Mac yet)
async function identifyOnDarwin(id: Pid, commands: Commands): Promise<FoundProcess> {
  const text = await commands.run({
    kind: 'command',
    argv: ['/bin/ps', '-o', 'ppid=,uid=,lstart=,comm=', '-p', String(id)],
    toleratedExitCodes: [1],
  })
  const [, parent, user, started, executable] =
    /^\s*(\d+) +(\d+) +(\S+ +\S+ +\d+ +[\d:]+ +\d+) +(.+?)\s*$/.exec(text) ?? []
  if (started === undefined || executable === undefined) throw new Absent('the process has ended')
  const startedAt = String(Date.parse(`${started} UTC`)) // commands run with TZ=UTC
  const userId = Number(user)
  const parentPid = parentIn(parent)
  return { pid: id, startedAt, executable, userId, isOwn: isOwnUser(userId), parentPid }
}

const isOwnUser = (userId: number): boolean => userId === process.geteuid?.()

const parentIn = (text: string | undefined): Pid | null =>
  Number(text) > 0 ? pid(Number(text)) : null

export const identifyProcess = (id: Pid, commands: Commands): Promise<FoundProcess> =>
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
  if (!found.isOwn) throw new Refusal(`process ${meant.pid} is another user's`)
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
