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
  const outputsOf = createOutputs(world)
  const endedAt = createEnded()
  const usualLogs = createUsualLogs()

  const ofServer = async (asker: AskerAt, server: ServerTold): Promise<readonly LogFile[]> => {
    const { root, parent } = server.found
    const asked = logFileIn(root.argv)
    const paths = asked === null ? [] : await absolute(asker, world, root, asked)
    // a child's output is its server's, or goes to it through a pipe
    const outputs = parent === null ? await outputsOf(asker, root) : []
    const program = programOfKind(server.spec.kind)
    return [...paths, ...outputs].map((path) => ({ path, program, writer: root }))
  }

  return {
    list: async (asker, told) => {
      const found = await Promise.all(told.map((server) => ofServer(asker, server)))
      outputsOf.forgetAllBut(told)
      const written = found.flat()
      const places = [
        ...ownFiles().map(placeAt),
        ...written,
        ...endedAt(written, asker.atMs).map(placeAt),
        ...(runsFolder === null ? [] : await runsIn(asker, runsFolder)),
        ...(await usualLogs(asker)),
      ]
      return filesAt(asker, places)
    },
  }
}

/** Asked once for each process: where its output goes does not change. */
function createOutputs(world: Pick<ServerWorld, 'outputFiles'>) {
  const known = new Map<string, readonly string[]>()
  const outputsOf = async (asker: AskerAt, running: ServerProcess): Promise<readonly string[]> => {
    const outputs = known.get(keyOf(running)) ?? (await world.outputFiles(asker, running.pid))
    known.set(keyOf(running), outputs)
    return outputs
  }
  const forgetAllBut = (told: readonly ServerTold[]): void => {
    const running = new Set(told.map(({ found }) => keyOf(found.root)))
    for (const key of known.keys()) if (!running.has(key)) known.delete(key)
  }
  return Object.assign(outputsOf, { forgetAllBut })
}

const keyOf = ({ pid, startedAtMs }: ServerProcess): string => `${pid}:${startedAtMs}`

/** What a program failed of stands in its log for as long as its findings stand. */
const keepEndedMs = 3_600_000

/** The logs of programs that have ended: nothing else leads to them. */
function createEnded(): (written: readonly LogFile[], nowMs: number) => readonly string[] {
  const writtenAtMs = new Map<string, number>()
  return (written, nowMs) => {
    written.forEach(({ path }) => writtenAtMs.set(path, nowMs))
    for (const [path, atMs] of writtenAtMs) {
      if (!isWithin(atMs, keepEndedMs, nowMs)) writtenAtMs.delete(path)
    }
    return [...writtenAtMs].filter(([, atMs]) => atMs !== nowMs).map(([path]) => path)
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
