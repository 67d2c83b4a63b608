import type { AskerAt } from '../../host/ask-at.ts'
import { programOfKind } from '../../inference/diagnosis/live/program-of-server.ts'
import { logFileIn, type NewestIn } from '../../inference/logs/log-places.ts'
import type { ServerProcess } from '../../inference/server-kind.ts'
import type { ServerTold } from '../../inference/watch/watched-server.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import type { ServerWorld } from '../servers/server-world.ts'
import { filesAt, placeAt, type LogFile } from './log-file.ts'
import { createUsualLogs, newestIn } from './usual-logs.ts'

export interface LogFilesOptions {
  readonly world: Pick<ServerWorld, 'folderOf' | 'outputFiles'>
  /** What the user has named, beside the places of the programs. */
  readonly ownFiles: () => readonly string[]
  /** Where `headroom run` writes what its programs print; null: nowhere. */
  readonly runsFolder: string | null
}

export interface LogFiles {
  /** Those that are there; what the user has named comes first. */
  list(asker: AskerAt, told: readonly ServerTold[]): Promise<readonly LogFile[]>
}

/** Of `headroom run`: the last ones. */
const maxRuns = 3

/** Which logs there are: by the programs that run, the places of those that do not, and what the user has named. */
export function createLogFiles({ world, ownFiles, runsFolder }: LogFilesOptions): LogFiles {
  const outputs = createOutputs(world)
  const remember = createWritten()
  const usualLogs = createUsualLogs()

  const ofServer = async (asker: AskerAt, server: ServerTold): Promise<readonly LogFile[]> => {
    const { root, parent } = server.found
    const asked = logFileIn(root.argv)
    const paths = asked === null ? [] : await absolute(asker, world, root, asked)
    // a child's output is its server's, or goes to it through a pipe
    const output = parent === null ? await outputs.of(asker, root) : []
    const program = programOfKind(server.spec.kind)
    return [...paths, ...output].map((path) => ({ path, program, writer: root }))
  }

  return {
    list: async (asker, told) => {
      const written = await Promise.all(told.map((server) => ofServer(asker, server)))
      outputs.forgetAllBut(told)
      return filesAt(asker, [
        ...ownFiles().map(placeAt),
        ...written.flat(),
        ...(runsFolder === null ? [] : await runsIn(asker, runsFolder)),
        ...(await usualLogs(asker)),
        ...remember(written.flat(), asker.atMs).map(placeAt),
      ])
    },
  }
}

interface Outputs {
  of(asker: AskerAt, running: ServerProcess): Promise<readonly string[]>
  forgetAllBut(told: readonly ServerTold[]): void
}

/** Asked once for each process: where its output goes does not change. */
function createOutputs(world: Pick<ServerWorld, 'outputFiles'>): Outputs {
  const known = new Map<string, readonly string[]>()
  return {
    of: async (asker, running) => {
      const files = known.get(keyOf(running)) ?? (await world.outputFiles(asker, running.pid))
      known.set(keyOf(running), files)
      return files
    },
    forgetAllBut: (told) => {
      const running = new Set(told.map(({ found }) => keyOf(found.root)))
      for (const key of known.keys()) if (!running.has(key)) known.delete(key)
    },
  }
}

const keyOf = ({ pid, startedAtMs }: ServerProcess): string => `${pid}:${startedAtMs}`

/** What a program has failed of stands in its log for as long as a finding of it does. */
const keepWrittenMs = 3_600_000

/** The logs that programs have written, ended or not: of one that has ended nothing else leads there. */
function createWritten(): (written: readonly LogFile[], nowMs: number) => readonly string[] {
  const writtenAtMs = new Map<string, number>()
  return (written, nowMs) => {
    written.forEach(({ path }) => writtenAtMs.set(path, nowMs))
    for (const [path, atMs] of writtenAtMs)
      if (!isWithin(atMs, keepWrittenMs, nowMs)) writtenAtMs.delete(path)
    return [...writtenAtMs.keys()]
  }
}

/** By the folder in which its program runs; none where that is not told. */
async function absolute(
  asker: AskerAt,
  world: Pick<ServerWorld, 'folderOf'>,
  { pid }: ServerProcess,
  path: string,
): Promise<readonly string[]> {
  if (path.startsWith('/')) return [path]
  const folder = await world.folderOf(asker, pid)
  return folder === null ? [] : [`${folder}/${path}`]
}

async function runsIn(asker: AskerAt, folder: string): Promise<readonly LogFile[]> {
  const runs: NewestIn = { folder, subfolder: null, file: /\.log$/ }
  return (await newestIn(asker, runs, maxRuns)).map(placeAt)
}
