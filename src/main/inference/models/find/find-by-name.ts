import { printable } from '../../../../shared/printable.ts'
import { isByLastName, isByPart, isExactly, withoutParts, type Candidate } from './candidate.ts'
import { openManifest } from './find-in-ollama.ts'
import { none, trouble, type Search } from './found-model.ts'
import { candidatesInHub } from './hub-cache.ts'
import { candidatesInLlamaCache } from './llama-cache.ts'
import { candidatesInLmStudio } from './lm-studio.ts'
import type { Look } from './look.ts'
import { listed, theOnlyOne } from './model-files.ts'
import { listManifests } from './ollama-manifest.ts'
import type { StoreFolders } from './stores.ts'

/** By a name that is not exact: in another case, that of a file, or a part of it that only one model has. */
export async function findByName(
  look: Look,
  wanted: string,
  folders: StoreFolders,
  platform: string,
): Promise<Search> {
  const places = await everyCandidate(look, folders, platform)
  const several = (names: readonly Candidate[]): string =>
    `"${printable(wanted)}" may be any of several models, name one of them: ${listed(names)}`
  for (const isMeant of [isExactly, isByLastName]) {
    const matches = places
      .map((candidates) => withoutParts(candidates.filter((one) => isMeant(one, wanted))))
      .filter((candidates) => candidates.length > 0)
    const [only] = matches.find((candidates) => candidates.length === 1) ?? []
    if (only !== undefined) return only.open()
    if (matches[0] !== undefined) return trouble(several(matches[0]))
  }
  const partly = distinct(places.flat().filter((one) => isByPart(one, wanted)))
  const what = `"${printable(wanted)}" is a part of several names, write more of one`
  return partly.length === 0 ? none : theOnlyOne(partly, what, ({ open }) => open())
}

/** One list for each place, in their order. */
async function everyCandidate(
  look: Look,
  { ollama, hubs, llamaCaches, lmStudio }: StoreFolders,
  platform: string,
): Promise<readonly (readonly Candidate[])[]> {
  const all = async (
    folders: readonly string[],
    read: (folder: string) => Promise<readonly Candidate[]>,
  ): Promise<readonly Candidate[]> => {
    const candidates: Candidate[] = []
    for (const folder of folders) candidates.push(...(await read(folder)))
    return distinct(candidates)
  }
  return [
    await all(ollama, (store) => candidatesInOllama(look, store, platform)),
    await all(hubs, (hub) => candidatesInHub(look, hub)),
    await all(llamaCaches, (folder) => candidatesInLlamaCache(look, folder, null)),
    await all(lmStudio, (folder) => candidatesInLmStudio(look, folder)),
  ]
}

async function candidatesInOllama(
  look: Look,
  store: string,
  platform: string,
): Promise<readonly Candidate[]> {
  const manifests = await listManifests(look, store)
  return manifests.map(({ name, path }) => ({
    name,
    repository: null,
    gguf: null,
    open: () => openManifest(look, { store, path, name, platform }),
  }))
}

/** One name stands for one model: the first. */
const distinct = (candidates: readonly Candidate[]): readonly Candidate[] =>
  [
    ...new Map(candidates.toReversed().map((one) => [one.name.toLowerCase(), one])).values(),
  ].toReversed()
