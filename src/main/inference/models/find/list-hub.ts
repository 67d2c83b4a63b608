import { printable } from '../../../../shared/printable.ts'
import { formatCount } from '../../../../shared/units.ts'
import type { Asker } from '../../../host/host.ts'
import { repositoryDepth } from './candidate.ts'
import type { FolderReader } from './folder-reader.ts'
import { trouble } from './found-model.ts'
import { maxRepositories, newestSnapshot, repositoryOf } from './hub-cache.ts'
import { listedOf, type ListedModel } from './listed-model.ts'
import { createLook, type Look } from './look.ts'
import { severalAtOnce } from './several-at-once.ts'
import { joined, walkFolder } from './walk-folder.ts'

const readAtOnce = 8

/** The models of a cache of Hugging Face in their newest revision. */
export async function listHub(
  { asker, reader, visited }: HubWorld,
  hub: string,
): Promise<{ readonly models: readonly ListedModel[]; readonly reason: string | null }> {
  const top = createLook(asker)
  const names = await top.list(hub)
  if (names === null) return { models: [], reason: top.refused().get(hub) ?? null }
  const repositories = names.flatMap((folder) => {
    const repository = repositoryOf(folder)
    return repository === null ? [] : [{ path: `${hub}/${folder}`, repository }]
  })
  const cut = repositories.length > maxRepositories
  const listed = await severalAtOnce(
    repositories.slice(0, maxRepositories),
    readAtOnce,
    // the limit of questions is that of one repository
    ({ path, repository }) =>
      listRepository({ look: createLook(asker), reader, visited }, { hub, path, repository }),
  )
  const reasons = [
    ...listed.flatMap(({ reason }) => reason ?? []).slice(0, 1),
    ...(cut ? [`more than ${formatCount(maxRepositories)} repositories are there`] : []),
  ]
  const reason = reasons.length === 0 ? null : reasons.join('; ')
  return { models: listed.flatMap(({ models }) => models), reason }
}

export interface HubWorld {
  readonly asker: Asker
  readonly reader: FolderReader
  readonly visited: Set<string>
}

interface CachedRepository {
  readonly hub: string
  readonly path: string
  readonly repository: string
}

async function listRepository(
  { look, reader, visited }: { readonly look: Look } & Omit<HubWorld, 'asker'>,
  { hub, path, repository }: CachedRepository,
): Promise<{ readonly models: readonly ListedModel[]; readonly reason: string | null }> {
  const snapshot = await newestSnapshot(look, path, null)
  const broken = (sentence: string): readonly ListedModel[] => [
    {
      source: 'hugging-face',
      place: hub,
      wanted: printable(repository),
      name: printable(repository),
      path,
      files: [],
      search: trouble(sentence),
    },
  ]
  if (snapshot === null) return { models: [], reason: look.refused().get(path) ?? null }
  if (snapshot.kind === 'missing') return { models: broken(snapshot.sentence), reason: null }
  const walked = await walkFolder(reader, snapshot.path, { depth: repositoryDepth, visited })
  const place = { source: 'hugging-face', path: snapshot.path } as const
  const models = walked.models.map((model) => ({
    ...listedOf(place, model, (below) => joined(repository, below).replace(/\/$/, '')),
    place: hub,
  }))
  const isUnfinished =
    models.length === 0 &&
    (await look.list(`${path}/blobs`))?.some((blob) => blob.endsWith('.incomplete')) === true
  return {
    models: isUnfinished ? broken('its download is not complete') : models,
    reason: walked.reason,
  }
}
