import { z } from 'zod/mini'
import type { LogProgram } from '../../../shared/finding.ts'
import { jsonIn } from '../../../shared/parse.ts'
import type { Asker } from '../../host/host.ts'
import type { ServerProcess } from '../../inference/server-kind.ts'

/** A log that is worth following, and whose it is. */
export interface LogFile {
  readonly path: string
  /** null where nothing but its lines tells. */
  readonly program: LogProgram | null
  /** The process that runs and writes it: its command line, or its output, leads here. null where none is known to. */
  readonly writer: ServerProcess | null
}

/** A place where a log may be, of which nothing else is known. */
export const placeAt = (path: string): LogFile => ({ path, program: null, writer: null })

/** However many servers run, and however many files a user names. */
const maxFiles = 40
/** So many places are looked at: at most of them there is nothing. */
const maxPlaces = 400

const statShape = z.object({ type: z.literal('file'), device: z.number(), inode: z.number() })

/** The files that are there, in the order of their first places; several ways may lead to one. */
export async function filesAt(
  asker: Asker,
  places: readonly LogFile[],
): Promise<readonly LogFile[]> {
  const looked = places.slice(0, maxPlaces)
  const identities = await Promise.all(looked.map(({ path }) => identityOf(asker, path)))
  const byFile = new Map<string, readonly LogFile[]>()
  looked.forEach((place, index) => {
    const identity = identities[index] ?? null
    if (identity !== null) byFile.set(identity, [...(byFile.get(identity) ?? []), place])
  })
  return [...byFile.values()].slice(0, maxFiles).flatMap(joined)
}

/** A place that needs no writer stays when the writer ends: by its path the file is followed on. */
function joined(ways: readonly LogFile[]): readonly LogFile[] {
  const place = ways.find(({ writer }) => writer === null) ?? ways[0]
  if (place === undefined) return []
  const written = ways.find(({ writer }) => writer !== null) ?? place
  const told = [written, ...ways].find(({ program }) => program !== null)
  return [{ path: place.path, program: told?.program ?? null, writer: written.writer }]
}

async function identityOf(asker: Asker, path: string): Promise<string | null> {
  const answer = await asker.ask({ kind: 'stat', path })
  if (answer.kind !== 'ok') return null
  const parsed = statShape.safeParse(jsonIn(answer.value))
  return parsed.success ? `${parsed.data.device}:${parsed.data.inode}` : null
}
