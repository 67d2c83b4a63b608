import { z } from 'zod/mini'
import type { LogProgram } from '../../../shared/finding.ts'
import { jsonIn } from '../../../shared/parse.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { programOfKind } from '../../inference/diagnosis/live/program-of-server.ts'
import { serverKinds } from '../../inference/kinds.ts'
import { logFileIn, type NewestIn } from '../../inference/logs/log-places.ts'
import type { ServerProcess } from '../../inference/server-kind.ts'
import type { ServerTold } from '../../inference/watch/watched-server.ts'
import type { ServerWorld } from '../servers/server-world.ts'

/** A log that is worth following, and whose it is. */
export interface LogFile {
  readonly path: string
  readonly program: LogProgram | null
  /** Whether a process that runs writes it: its command line, or its output, leads here. */
  readonly writer: ServerProcess | null
}

export interface LogFilesOptions {
  readonly world: ServerWorld
  /** What the user has named, beside the places of the programs. */
  readonly ownFiles: () => readonly string[]
  /** Where `headroom run` writes what its programs print; null: nowhere. */
  readonly runsFolder: string | null
}

/** However many servers run, and however many files a user names. */
const maxFiles = 40
/** Of `headroom run`: the last ones. */
const maxRuns = 3

/** Which logs there are, by the programs that run, the places of those that do not, and what the user has named. */
export function createLogFiles({ world, ownFiles, runsFolder }: LogFilesOptions): {
  list(asker: AskerAt, told: readonly ServerTold[]): Promise<readonly LogFile[]>
} {
  const outputs = new Map<string, readonly string[]>()
  let home: string | null = null

  const outputsOf = async (asker: AskerAt, running: ServerProcess): Promise<readonly string[]> => {
    const key = `${running.pid}:${running.startedAtMs}`
    const known = outputs.get(key)
    if (known !== undefined) return known
    const found = await world.outputFiles(asker, running.pid)
    outputs.set(key, found)
    return found
  }

  const ofServer = async (asker: AskerAt, server: ServerTold): Promise<readonly LogFile[]> => {
    const { root } = server.found
    const asked = logFileIn(root.argv)
    const paths = asked === null ? [] : await absolute(asker, world, root, asked)
    // a child's output is its server's, or goes to it through a pipe
    const own = server.found.parent === null ? await outputsOf(asker, root) : []
    const program = programOfKind(server.spec.kind)
    return [...paths, ...own].map((path) => ({ path, program, writer: root }))
  }

  return {
    list: async (asker, told) => {
      home ??= await homeOf(asker)
      const runs = { folder: runsFolder ?? '', subfolder: null, file: /\.log$/ }
      const found = await Promise.all([
        ...told.map((server) => ofServer(asker, server)),
        ownFiles().map(named),
        usualFiles(asker, home),
        runsFolder === null ? [] : newestIn(asker, runs, maxRuns).then((paths) => paths.map(named)),
      ])
      forget(outputs, told)
      // of two ways to one file the first counts: that of its writer
      const byPath = new Map(
        found
          .flat()
          .toReversed()
          .map((file) => [file.path, file]),
      )
      const files = [...byPath.values()].toReversed().slice(0, maxFiles)
      const isThere = await Promise.all(files.map(({ path }) => isFile(asker, path)))
      return files.filter((_, index) => isThere[index])
    },
  }
}

const named = (path: string): LogFile => ({ path, program: null, writer: null })

async function isFile(asker: AskerAt, path: string): Promise<boolean> {
  const answer = await asker.ask({ kind: 'stat', path })
  return answer.kind === 'ok' && answer.value.includes('"type":"file"')
}

function forget(outputs: Map<string, unknown>, told: readonly ServerTold[]): void {
  const running = new Set(told.map(({ found: { root } }) => `${root.pid}:${root.startedAtMs}`))
  for (const key of outputs.keys()) if (!running.has(key)) outputs.delete(key)
}

async function absolute(
  asker: AskerAt,
  world: ServerWorld,
  { pid }: ServerProcess,
  path: string,
): Promise<readonly string[]> {
  if (path.startsWith('/')) return [path]
  const folder = await world.folderOf(asker, pid)
  return folder === null ? [] : [`${folder}/${path}`]
}

const homeShape = z.object({ home: z.string().check(z.startsWith('/')) })

async function homeOf(asker: AskerAt): Promise<string | null> {
  const answer = await asker.ask({ kind: 'library', name: 'node/home' })
  if (answer.kind !== 'ok') return null
  const parsed = homeShape.safeParse(jsonIn(answer.value))
  return parsed.success ? parsed.data.home : null
}

/** Where programs write by themselves, whether they run or not: what has failed may have ended of it. */
async function usualFiles(asker: AskerAt, home: string | null): Promise<readonly LogFile[]> {
  const inHome = (path: string): readonly string[] => {
    if (!path.startsWith('~')) return [path]
    return home === null ? [] : [`${home}${path.slice(1)}`]
  }
  const found = await Promise.all(
    serverKinds.map(async ({ logs }): Promise<readonly LogFile[]> => {
      if (logs === undefined) return []
      const newest = await Promise.all(
        logs.newest.flatMap((place) =>
          inHome(place.folder).map((folder) => newestIn(asker, { ...place, folder }, 1)),
        ),
      )
      const paths = [...logs.files.flatMap(inHome), ...newest.flat()]
      return paths.map((path) => ({ path, program: logs.program, writer: null }))
    }),
  )
  return found.flat()
}

const namesShape = z.array(z.string())

async function namesIn(asker: AskerAt, folder: string): Promise<readonly string[]> {
  const answer = await asker.ask({ kind: 'dir', path: folder })
  if (answer.kind !== 'ok') return []
  const parsed = namesShape.safeParse(jsonIn(answer.value))
  return parsed.success ? parsed.data : []
}

/** By name, as a date or a number in it goes: 2026-11-21.10.log is newer than 2026-11-21.9.log. */
async function newestIn(
  asker: AskerAt,
  { folder, subfolder, file }: NewestIn,
  count: number,
): Promise<readonly string[]> {
  if (subfolder !== null) {
    const [month] = sorted((await namesIn(asker, folder)).filter((name) => subfolder.test(name)))
    if (month === undefined) return []
    return newestIn(asker, { folder: `${folder}/${month}`, subfolder: null, file }, count)
  }
  const names = (await namesIn(asker, folder)).filter((name) => file.test(name))
  return sorted(names)
    .slice(0, count)
    .map((name) => `${folder}/${name}`)
}

const byNumbers = new Intl.Collator('en', { numeric: true })
const sorted = (names: readonly string[]): readonly string[] =>
  names.toSorted((a, b) => byNumbers.compare(b, a))
