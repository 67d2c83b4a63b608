import { printable } from '../../../../shared/printable.ts'
import { isOf, withoutParts, candidatesIn, type Candidate } from './candidate.ts'
import { none, trouble, type Search } from './found-model.ts'
import { stemOf } from './gguf-files.ts'
import { candidatesOfRepository } from './hub-cache.ts'
import { candidatesInLlamaCache } from './llama-cache.ts'
import type { Look } from './look.ts'
import { listed, theOnlyOne } from './model-files.ts'
import { parseRepository, type WantedRepository } from './repository.ts'
import type { StoreFolders } from './stores.ts'

/** By the exact name of a repository: in the caches, then in LM Studio's folder. The first that has just one wins. */
export async function findRepository(
  look: Look,
  text: string,
  folders: StoreFolders,
): Promise<Search> {
  const wanted = parseRepository(text)
  if (wanted === null) return none
  let first: Search = none
  for (const read of readersOf(look, wanted, folders)) {
    const candidates = await read()
    if (candidates === null) continue
    const search = await chosen(candidates, wanted, text)
    if (search.kind === 'found') return search
    if (first.kind === 'none') first = search
  }
  return first
}

/** One for each folder where it may lie, in their order. */
function readersOf(
  look: Look,
  { repository, revision }: WantedRepository,
  { hubs, llamaCaches, lmStudio }: StoreFolders,
): readonly (() => Promise<readonly Candidate[] | null>)[] {
  const cached = async (folder: string): Promise<readonly Candidate[] | null> => {
    const all = await candidatesInLlamaCache(look, folder, repository)
    const own = all.filter((candidate) => candidate.repository === repository)
    return own.length === 0 ? null : own
  }
  const others = [
    ...llamaCaches.map((folder) => () => cached(folder)),
    ...lmStudio.map((folder) => () => candidatesIn(look, `${folder}/${repository}`, repository)),
  ]
  return [
    ...hubs.map((hub) => () => candidatesOfRepository(look, hub, repository, revision)),
    ...(revision === null ? others : []),
  ]
}

async function chosen(
  candidates: readonly Candidate[],
  { file, quantization }: WantedRepository,
  text: string,
): Promise<Search> {
  const shown = printable(text)
  if (candidates.length === 0)
    return trouble(
      `${shown} is on this machine, but neither a .gguf file nor config.json with .safetensors files is in it`,
    )
  const meant = candidates.filter(
    (candidate) =>
      (file === null || isInFile(candidate, file)) &&
      (candidate.isBroken === true || isOf(candidate, quantization)),
  )
  if (meant.length === 0) return trouble(`there is no ${shown} here, but ${listed(candidates)}`)
  return theOnlyOne(
    withoutParts(meant),
    `${shown} has several models, name one of them`,
    ({ open }) => open(),
  )
}

/** Also by another shard of it, or by the folder that it lies in. */
function isInFile({ name, repository, isBroken }: Candidate, file: string): boolean {
  const wanted = `${repository}/${file}`
  return isBroken === true || stemOf(name) === stemOf(wanted) || name.startsWith(`${wanted}/`)
}
