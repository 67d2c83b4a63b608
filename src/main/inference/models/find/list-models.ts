import { UsageError } from '../../../../shared/exit-code.ts'
import type { ModelSource } from '../../../../shared/local-models.ts'
import type { Asker } from '../../../host/host.ts'
import type { FolderReader } from './folder-reader.ts'
import { listHub } from './list-hub.ts'
import { listOllama } from './list-ollama.ts'
import { listedOf, type ListedModel, type Naming } from './listed-model.ts'
import { createLook, type Look } from './look.ts'
import type { ModelPlaces } from './model-places.ts'
import { repositoryDepth } from './candidate.ts'
import { readStores } from './stores.ts'
import { walkFolder } from './walk-folder.ts'

/** A folder in which models were looked for. */
export interface ListedPlace {
  readonly source: ModelSource
  readonly path: string
  readonly isThere: boolean
  /** Why it is not all that is there. */
  readonly reason: string | null
}

export interface Listing {
  readonly places: readonly ListedPlace[]
  /** Those of programs first: a file that lies in two places is theirs. */
  readonly models: readonly ListedModel[]
}

/** Publisher and repository, then as any repository. */
const lmStudioDepth = 2 + repositoryDepth
/** People sort models into folders, not into mazes. */
const userDepth = 8

export interface ListingWorld {
  readonly asker: Asker
  readonly reader: FolderReader
  readonly places: ModelPlaces
  /** The user's own, by their absolute paths. */
  readonly folders: readonly string[]
}

/** Every model on the disk, by its files: none of them is opened. */
export async function listModels(world: ListingWorld): Promise<Listing> {
  const { asker, reader, places, folders } = world
  const look = createLook(asker)
  const stores = await readStores(look, places)
  const visited = new Set<string>()
  const walk = async (source: ModelSource, path: string, depth: number, nameOf: Naming) => {
    const { models, isThere, reason } = await walkFolder(reader, path, { depth, visited })
    const place = { source, path, isThere, reason }
    return { place, models: models.map((model) => listedOf(place, model, nameOf)) }
  }
  const listed: Listed[] = []
  for (const path of stores.ollama)
    listed.push(
      await ofStore(look, visited, { source: 'ollama', path }, () =>
        listOllama(asker, path, places.platform),
      ),
    )
  for (const path of stores.hubs)
    listed.push(
      await ofStore(look, visited, { source: 'hugging-face', path }, () =>
        listHub({ asker, reader, visited }, path),
      ),
    )
  // older names than its own are not told: what is before the first _, only what is looked for can tell
  for (const path of stores.llamaCaches) listed.push(await walk('llama.cpp', path, 0, () => null))
  for (const path of stores.lmStudio)
    listed.push(await walk('lm-studio', path, lmStudioDepth, repositoryNaming))
  for (const path of folders)
    listed.push(missing(await walk('folder', path, userDepth, () => null)))
  return {
    places: listed.map(({ place }) => place),
    models: listed.flatMap(({ models }) => models),
  }
}

interface Listed {
  readonly place: ListedPlace
  readonly models: readonly ListedModel[]
}

async function ofStore(
  look: Look,
  visited: Set<string>,
  { source, path }: Pick<ListedPlace, 'source' | 'path'>,
  list: () => Promise<{
    readonly models: readonly ListedModel[]
    readonly reason: string | null
  }>,
): Promise<Listed> {
  const type = await look.typeOf(path)
  if (typeof type !== 'string' && type.kind === 'failed')
    return { place: { source, path, isThere: true, reason: type.reason }, models: [] }
  const id = await look.folderId(path)
  // two variables may name one folder; and whoever walks through a folder above passes it by
  if (id === null || visited.has(id))
    return { place: { source, path, isThere: false, reason: null }, models: [] }
  visited.add(id)
  try {
    const { models, reason } = await list()
    return { place: { source, path, isThere: true, reason }, models }
  } catch (error) {
    // a UsageError: it has more folders than are looked through
    if (!(error instanceof UsageError)) throw error
    return { place: { source, path, isThere: true, reason: error.message }, models: [] }
  }
}

/** Of LM Studio: the publisher, then the repository. */
const repositoryNaming: Naming = (below) => (/^[^/]+\/[^/]+/.test(below) ? below : null)

/** What its user has named should be there. */
const missing = ({ place, models }: Listed): Listed =>
  place.isThere
    ? { place, models }
    : { place: { ...place, isThere: true, reason: 'there is no such folder' }, models }
