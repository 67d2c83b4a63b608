import type { FoundProcess, Host, ProcessIdentity } from '../../host/host.ts'
import type { QuitTrace } from './target.ts'

/** An app has one, or a few: more are not watched for. */
const maxTraced = 8
const commandMaxBytes = 128 * 2 ** 10
/** `cmdline` waits for a lock of the process it belongs to. */
const commandDeadlineMs = 500

/** Those that no other of them has started. */
export function topsOf<T extends Pick<FoundProcess, 'pid' | 'parentPid'>>(
  processes: readonly T[],
): readonly T[] {
  const pids = new Set(processes.map(({ pid }) => pid))
  return processes.filter(({ parentPid }) => parentPid === null || !pids.has(parentPid))
}

/** How they were started, read while they run. */
export async function readTraces(
  host: Host,
  alive: readonly FoundProcess[],
): Promise<readonly QuitTrace[]> {
  const askedAtMs = host.clock.nowMs()
  const traces: QuitTrace[] = []
  for (const top of topsOf(alive).slice(0, maxTraced)) {
    const command = await readCommand(host, top)
    traces.push({
      executable: top.executable,
      command,
      folder: await readFolder(host, top),
      askedAtMs,
    })
  }
  return traces
}

async function readFolder(host: Host, { pid }: ProcessIdentity): Promise<string | null> {
  if (host.platform === 'darwin') return null // it would take an lsof
  const link = await host.ask({ kind: 'link', path: `/proc/${pid}/cwd` })
  return link.kind === 'ok' ? link.value : null
}

/** With its arguments: as the kernel keeps it on Linux, a NUL behind each; as `ps` prints it on a Mac. */
export async function readCommand(host: Host, { pid }: ProcessIdentity): Promise<string | null> {
  const reading = await host.ask(
    host.platform === 'darwin'
      ? {
          kind: 'command',
          argv: ['/bin/ps', '-ww', '-o', 'args=', '-p', String(pid)],
          maxBytes: commandMaxBytes,
          toleratedExitCodes: [1],
        }
      : {
          kind: 'file',
          path: `/proc/${pid}/cmdline`,
          maxBytes: commandMaxBytes,
          deadlineMs: commandDeadlineMs,
        },
  )
  return reading.kind === 'ok' && reading.value !== '' ? reading.value : null
}
