import type { Host, ProcessIdentity } from '../../host/host.ts'
import { nameOf } from './verify.ts'

/** More of them are not asked: one sentence is told. */
const maxAsked = 20

/** Why one of these cannot see a signal, in a sentence; null where none is stuck, or that is not told. */
export async function stuckNote(
  host: Host,
  left: readonly ProcessIdentity[],
): Promise<string | null> {
  for (const process of left.slice(0, maxAsked)) {
    const state = await readState(host, process)
    if (state === 'stopped')
      return `${nameOf(process)} is stopped: it sees no request to end until it goes on (SIGCONT)`
    if (state === 'in the kernel')
      return `${nameOf(process)} waits in the kernel, for a disk or the network: it ends when that has answered`
  }
  return null
}

type State = 'stopped' | 'in the kernel' | 'other'

async function readState(host: Host, { pid }: ProcessIdentity): Promise<State | null> {
  if (host.platform === 'darwin') {
    const reading = await host.ask({
      kind: 'command',
      argv: ['/bin/ps', '-o', 'stat=', '-p', String(pid)],
      toleratedExitCodes: [1],
    })
    return reading.kind === 'ok' ? parseMacState(reading.value) : null
  }
  const reading = await host.ask({ kind: 'file', path: `/proc/${pid}/stat` })
  return reading.kind === 'ok' ? parseLinuxState(reading.value) : null
}

// T+        of ps(1) of macOS: T stopped, U in uninterruptible wait       (never run on a Mac yet)
export const parseMacState = (text: string): State =>
  /^\s*T/.test(text) ? 'stopped' : /^\s*U/.test(text) ? 'in the kernel' : 'other'

// 4242 (python3) T 1 …       of man 5 proc_pid_stat: T stopped, t by a debugger, D waits for a disk
export function parseLinuxState(text: string): State {
  const letter = text.charAt(text.lastIndexOf(')') + 2)
  return letter === 'T' || letter === 't' ? 'stopped' : letter === 'D' ? 'in the kernel' : 'other'
}
