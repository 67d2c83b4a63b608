import { UsageError } from '../../../../shared/exit-code.ts'
import { printable } from '../../../../shared/printable.ts'
import type { Asker } from '../../../host/host.ts'
import { pathOfUrl } from './file-url.ts'
import { findAtPath, findWithEnding } from './find-path.ts'
import { findByName } from './find-by-name.ts'
import { findInOllama } from './find-in-ollama.ts'
import { findRepository } from './find-repository.ts'
import { none, trouble, type FoundModel, type Search } from './found-model.ts'
import { createLook, type Look } from './look.ts'
import { maxShownPath } from './model-files.ts'
import { absolutePath, type ModelPlaces } from './model-places.ts'
import { NoSuchModel } from './no-such-model.ts'
import { readStores, type StoreFolders } from './stores.ts'

/** As the kernel limits a path. */
const maxWantedLength = 4_096

/**
 * The files of the model that a user named: by a path, else by the name that Ollama, Hugging Face's cache or LM Studio has for it.
 * Throws a UsageError of one sentence where there is none, or more than one.
 */
export async function findModel(
  asker: Asker,
  wanted: string,
  places: ModelPlaces,
): Promise<FoundModel> {
  const search = await searchFor(createLook(asker), wanted, places)
  if (search.kind === 'found') return search.model
  if (search.kind === 'trouble' && search.isNowhere) throw new NoSuchModel(search.sentence)
  throw new UsageError(search.kind === 'none' ? 'no model was found' : search.sentence)
}

async function searchFor(look: Look, given: string, places: ModelPlaces): Promise<Search> {
  if (given.trim() === '') return trouble('no model is named')
  const wanted = pathOfUrl(given) ?? given
  if (wanted.length > maxWantedLength || /\p{Cc}/u.test(wanted))
    return trouble(`"${printable(wanted, 60)}" is neither a path nor the name of a model`)
  const path = absolutePath(wanted, places)
  const here = await findAtPath(look, path)
  if (here.kind === 'found') return here
  const isPath = /^(?:\/|~(?:\/|$)|\.{1,2}(?:\/|$))/.test(wanted)
  if (isPath) return here.kind === 'none' ? findBeside(look, path) : here
  // a name that is too long for a file, say, may be one of a model all the same
  if (here.kind === 'trouble' && (await isThere(look, path))) return here
  if (wanted.split(/[/:@]/).some((part) => part === '..'))
    return trouble(`"${printable(wanted)}" is not the name of a model: no name has ..`)
  return findNamed(look, wanted, path, places)
}

async function findBeside(look: Look, path: string): Promise<Search> {
  const search = await findWithEnding(look, path)
  return search.kind === 'found' ? search : nothingAt(look, path)
}

async function findNamed(
  look: Look,
  wanted: string,
  path: string,
  places: ModelPlaces,
): Promise<Search> {
  const stores = await readStores(look, places)
  const { platform } = places
  const searches = [
    () => findInOllama(look, wanted, stores.ollama, platform),
    () => findRepository(look, wanted, stores),
    () => findWithEnding(look, path),
  ]
  let first: Search = none
  for (const search of searches) {
    const result = await search()
    if (result.kind === 'found') return result
    if (first.kind === 'none') first = result
  }
  if (first.kind === 'trouble') return first
  const result = await findByName(look, wanted, stores, platform)
  if (result.kind !== 'none') return result
  if (await isThere(look, path)) return nothingAt(look, path)
  const sentence = await nowhere(look, wanted, stores, places)
  return { kind: 'trouble', sentence, isNowhere: true }
}

const isThere = async (look: Look, path: string): Promise<boolean> =>
  typeof (await look.typeOf(path)) === 'string'

async function nothingAt(look: Look, path: string): Promise<Search> {
  const shown = printable(path, maxShownPath)
  return (await isThere(look, path))
    ? trouble(
        `${shown} holds no model: neither a .gguf file nor config.json with .safetensors files`,
      )
    : trouble(`there is no file or folder ${shown}`)
}

/** Where it was looked for in vain; and which of these folders would not be listed. */
async function nowhere(
  look: Look,
  wanted: string,
  { ollama, hubs, llamaCaches, lmStudio }: StoreFolders,
  { homeFolder }: ModelPlaces,
): Promise<string> {
  const short = (path: string): string =>
    printable(path.startsWith(`${homeFolder}/`) ? `~${path.slice(homeFolder.length)}` : path)
  const looked = async (name: string, folders: readonly string[]): Promise<string> => {
    const there: string[] = []
    for (const folder of folders) if (await isThere(look, folder)) there.push(folder)
    const told = there.length > 0 ? there : folders.slice(0, 1)
    return `${name} (${told.map(short).join(', ')})`
  }
  const parts = [
    await looked('Ollama', ollama),
    await looked('Hugging Face', hubs),
    await looked('llama.cpp', llamaCaches),
  ]
  const last = await looked('LM Studio', lmStudio)
  const roots = [...ollama, ...ollama.map((store) => `${store}/manifests`), ...hubs, ...lmStudio]
  const shut = roots.find((root) => look.refused().has(root))
  const but =
    shut === undefined ? '' : `; ${short(shut)} cannot be read: ${look.refused().get(shut)}`
  return `no model "${printable(wanted)}" was found: there is no such file, and none in the folders of ${parts.join(', ')} and ${last}${but}`
}
