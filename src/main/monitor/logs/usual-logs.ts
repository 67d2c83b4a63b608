import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import type { Asker } from '../../host/host.ts'
import { serverKinds } from '../../inference/kinds.ts'
import type { LogPlaces, NewestIn } from '../../inference/logs/log-places.ts'
import type { LogFile } from './log-file.ts'

/** Where programs write by themselves, whether they run or not: what has failed may have ended of it. */
export function createUsualLogs(): (asker: Asker) => Promise<readonly LogFile[]> {
  let home: string | null = null
  return async (asker) => {
    home ??= await homeOf(asker)
    const of = home
    const found = await Promise.all(
      serverKinds.map(({ logs }) => (logs === undefined ? [] : filesIn(asker, logs, of))),
    )
    return found.flat()
  }
}

/** `home`: null where it is not known; then there is nothing in it. */
async function filesIn(
  asker: Asker,
  { program, files, newest }: LogPlaces,
  home: string | null,
): Promise<readonly LogFile[]> {
  const placesOf = (path: string): readonly string[] => {
    if (!path.startsWith('~')) return [path]
    return home === null ? [] : [`${home}${path.slice(1)}`]
  }
  const dated = newest.flatMap((place) =>
    placesOf(place.folder).map((folder) => newestIn(asker, { ...place, folder }, 1)),
  )
  const paths = [...files.flatMap(placesOf), ...(await Promise.all(dated)).flat()]
  return paths.map((path) => ({ path, program, writer: null }))
}

const homeShape = z.object({ home: z.string().check(z.startsWith('/')) })

export async function homeOf(asker: Asker): Promise<string | null> {
  const answer = await asker.ask({ kind: 'library', name: 'node/home' })
  if (answer.kind !== 'ok') return null
  const parsed = homeShape.safeParse(jsonIn(answer.value))
  return parsed.success ? parsed.data.home : null
}

/** By name, as a date or a number in it goes: 2026-11-21.10.log is newer than 2026-11-21.9.log. */
export async function newestIn(
  asker: Asker,
  { folder, subfolder, file }: NewestIn,
  count: number,
): Promise<readonly string[]> {
  if (subfolder !== null) {
    const [month] = newestFirst(await namesIn(asker, folder, subfolder))
    if (month === undefined) return []
    return newestIn(asker, { folder: `${folder}/${month}`, subfolder: null, file }, count)
  }
  return newestFirst(await namesIn(asker, folder, file))
    .slice(0, count)
    .map((name) => `${folder}/${name}`)
}

const namesShape = z.array(z.string())

async function namesIn(asker: Asker, folder: string, form: RegExp): Promise<readonly string[]> {
  const answer = await asker.ask({ kind: 'dir', path: folder })
  if (answer.kind !== 'ok') return []
  const parsed = namesShape.safeParse(jsonIn(answer.value))
  return parsed.success ? parsed.data.filter((name) => form.test(name)) : []
}

/** The order of a language is 3 MB of tables: not for one name, nor before there is any. */
function newestFirst(names: readonly string[]): readonly string[] {
  if (names.length < 2) return names
  const byNumbers = new Intl.Collator('en', { numeric: true })
  return names.toSorted((a, b) => byNumbers.compare(b, a))
}
