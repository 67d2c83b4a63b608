import type { Found } from '../../src/main/inference/programs/discover.ts'
import { serverKinds } from '../../src/main/inference/kinds.ts'
import type { ServerProcess } from '../../src/main/inference/server-kind.ts'
import type { ServerTold } from '../../src/main/inference/watch/watched-server.ts'
import { pid } from '../../src/shared/ids.ts'

export interface RunningOptions {
  readonly pid?: number
  readonly parentPid?: number
  readonly startedAtMs?: number
  readonly executable?: string
}

/** A process by its command line, split at its blanks. */
export const running = (command: string, options: RunningOptions = {}): ServerProcess => ({
  pid: pid(options.pid ?? 100),
  parentPid: options.parentPid === undefined ? null : pid(options.parentPid),
  startedAtMs: options.startedAtMs ?? 1_000,
  executable: options.executable ?? null,
  argv: command.split(' '),
  user: '501',
})

/** The server that this process is. */
export function foundOf(root: ServerProcess, parent: ServerProcess | null = null): Found {
  const spec = serverKinds.find(({ isProcess }) => isProcess(root))
  if (spec === undefined) throw new Error(`${root.argv.join(' ')} is no server`)
  return { spec, root, members: [root], parent }
}

interface ToldOptions extends RunningOptions, Partial<Omit<ServerTold, 'found' | 'spec' | 'at'>> {
  readonly parent?: ServerTold
  readonly port?: number
}

/** What a server has told: ready and idle, if nothing else is said. */
export function toldOf(command: string, options: ToldOptions = {}): ServerTold {
  const { parent, port, ...rest } = options
  const parentPid = parent?.found.root.pid
  const root = running(command, parentPid === undefined ? rest : { ...rest, parentPid })
  const found = foundOf(root, parent?.found.root ?? null)
  return {
    found,
    spec: found.spec,
    at: port === undefined ? null : { host: '127.0.0.1', port, pid: root.pid },
    state: rest.state ?? 'ready',
    reason: rest.reason ?? null,
    facts: rest.facts ?? {},
    doing: rest.doing ?? { isBusy: null, tokensPerSecond: null, idleSinceMs: null },
    atMs: rest.atMs ?? 50_000,
  }
}
