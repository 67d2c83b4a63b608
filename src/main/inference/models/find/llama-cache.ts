import { labelOf, type Candidate } from './candidate.ts'
import type { Look } from './look.ts'
import { modelsAmong } from './model-files.ts'

/** llama.cpp's own cache: `org_name_file.gguf`, all in one folder. Whose `_` it is, only what is looked for can tell. */
export async function candidatesInLlamaCache(
  look: Look,
  folder: string,
  repository: string | null,
): Promise<readonly Candidate[]> {
  const files = (await look.list(folder)) ?? []
  const prefix = repository === null ? null : `${repository.replace('/', '_')}_`.toLowerCase()
  return modelsAmong(look, folder, files).flatMap(({ gguf, open }) => {
    if (gguf === null) return []
    const isIts = prefix !== null && gguf.file.toLowerCase().startsWith(prefix)
    const own = isIts ? { repository, name: `${repository}/${gguf.file.slice(prefix.length)}` } : {}
    const candidate = { repository: null, name: gguf.file, gguf, ...own }
    return [{ ...candidate, open: () => open(labelOf(gguf.file)) }]
  })
}
