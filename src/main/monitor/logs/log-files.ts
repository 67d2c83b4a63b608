import type { Pid } from '../../../shared/ids.ts'
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
  const outputs = createAskedOnce((asker, id) => world.outputFiles(asker, id))
  const folders = createAskedOnce((asker, id) => world.folderOf(asker, id))
  const remember = createMemory()
  const usualLogs = createUsualLogs()

  const ofServer = async (asker: AskerAt, server: ServerTold): Promise<readonly LogFile[]> => {
    const { root, parent } = server.found
    const named = [logFileIn(root.argv), ...(server.spec.logs?.writtenBy?.(root) ?? [])]
    const isRelative = named.some((path) => path?.startsWith('/') === false)
    const folder = isRelative ? await folders.of(asker, root) : null
    const paths = named.flatMap((path) => (path === null ? [] : absolute(path, folder)))
    // a child's output is its server's, or goes to it through a pipe
    const output = parent === null ? await outputs.of(asker, root) : []
    const program = programOfKind(server.spec.kind)
    return [...paths, ...output].map((path) => ({ path, program, writer: root }))
  }

  return {
    list: async (asker, told) => {
      const written = await Promise.all(told.map((server) => ofServer(asker, server)))
      outputs.forgetAllBut(told)
      folders.forgetAllBut(told)
      const runs = runsFolder === null ? [] : await runsIn(asker, runsFolder)
      const usual = [...runs, ...(await usualLogs(asker))]
      const places = [...ownFiles().map(placeAt), ...written.flat(), ...usual]
      const paths = new Set(places.map(({ path }) => path))
      const ended = written.flat().map(({ path }) => placeAt(path))
      const before = remember([...ended, ...usual], asker.atMs)
      return filesAt(asker, [...places, ...before.filter(({ path }) => !paths.has(path))])
    },
  }
}

interface AskedOnce<T> {
  of(asker: AskerAt, running: ServerProcess): Promise<T>
  forgetAllBut(told: readonly ServerTold[]): void
}

/** Asked once for each process: where its output goes, and where it was started, do not change. */
function createAskedOnce<T>(ask: (asker: AskerAt, id: Pid) => Promise<T>): AskedOnce<T> {
  const known = new Map<string, Promise<T>>()
  return {
    of: (asker, running) => {
      const answer = known.get(keyOf(running)) ?? ask(asker, running.pid)
      known.set(keyOf(running), answer)
      return answer
    },
    forgetAllBut: (told) => {
      const running = new Set(told.map(({ found }) => keyOf(found.root)))
      for (const key of known.keys()) if (!running.has(key)) known.delete(key)
    },
  }
}

const keyOf = ({ pid, startedAtMs }: ServerProcess): string => `${pid}:${startedAtMs}`

/** What a program has failed of stands in its log for as long as a finding of it does. */
const keepMs = 3_600_000

/**
 * The logs of the last hour. To the log of a program that has ended nothing else leads any more, nor to yesterday's once
 * today's is the newest.
 */
function createMemory(): (places: readonly LogFile[], nowMs: number) => readonly LogFile[] {
  const seen = new Map<string, { readonly place: LogFile; readonly atMs: number }>()
  return (places, nowMs) => {
    places.forEach((place) => seen.set(place.path, { place, atMs: nowMs }))
    for (const [path, { atMs }] of seen) if (!isWithin(atMs, keepMs, nowMs)) seen.delete(path)
    return [...seen.values()].map(({ place }) => place)
  }
}

/** `folder`: in which its program runs; null where that is not told. */
function absolute(path: string, folder: string | null): readonly string[] {
  if (path.startsWith('/')) return [path]
  return folder === null ? [] : [`${folder}/${path}`]
}

async function runsIn(asker: AskerAt, folder: string): Promise<readonly LogFile[]> {
  const runs: NewestIn = { folder, subfolder: null, file: /\.log$/ }
  return (await newestIn(asker, runs, maxRuns)).map(placeAt)
}
