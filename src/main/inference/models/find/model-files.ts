import { printable } from '../../../../shared/printable.ts'
import { found, none, trouble, type FoundModel, type Search } from './found-model.ts'
import { ggufModelsIn, projectorOf, type GgufFiles } from './gguf-files.ts'
import type { Look } from './look.ts'

/** Of one model, or of one repository. */
const maxFiles = 2_000
/** A repository has one for each quantization. */
const maxFolders = 100
/** What is shown of a list that is too long. */
const maxShown = 5

/** What certainly is no folder: it is not asked whether it is one. */
const plainFile =
  /\.(?:gguf|safetensors|json|jsonl|jinja|txt|md|py|bin|pt|pth|onnx|model|png|jpg)$/i

/**
 * The files of a folder and of those below it, `depth` deep, by their paths below it; null where it cannot be listed. A link that
 * leads back to a folder above is passed by.
 */
export async function filesUnder(
  look: Look,
  folder: string,
  depth: number,
  above: readonly string[] = [],
): Promise<readonly string[] | null> {
  const names = await look.list(folder)
  if (names === null) return null
  const files = [...names]
  const deeper = depth === 0 ? [] : names.filter((name) => !plainFile.test(name))
  const own = deeper.length === 0 ? null : await look.folderId(folder)
  const known = own === null ? above : [...above, own]
  for (const name of deeper.slice(0, maxFolders)) {
    const id = await look.folderId(`${folder}/${name}`)
    if (id === null || known.includes(id)) continue
    const below = await filesUnder(look, `${folder}/${name}`, depth - 1, known)
    files.push(...(below ?? []).map((file) => `${name}/${file}`))
    if (files.length > maxFiles) break
  }
  return files.slice(0, maxFiles)
}

/** A model of a folder, which has not been opened yet. */
export interface ModelFiles {
  /** Below the folder; null: the folder itself is the model. */
  readonly gguf: GgufFiles | null
  readonly open: (label: string) => Promise<Search>
}

/** What models there are among the files of a folder (`filesUnder`). */
export function modelsAmong(
  look: Look,
  folder: string,
  files: readonly string[],
): readonly ModelFiles[] {
  const weights = files.filter((file) => /^[^/]+\.safetensors$/i.test(file))
  const isFolder = weights.length > 0 && files.includes('config.json')
  return [
    ...(isFolder ? [folderModel(look, folder, weights)] : []),
    ...ggufModelsIn(files).map((gguf) => ({
      gguf,
      open: (label: string) => openGguf(look, folder, gguf, files, label),
    })),
  ]
}

const folderModel = (look: Look, path: string, weights: readonly string[]): ModelFiles => ({
  gguf: null,
  open: (label) =>
    whole(look, path, ['config.json', ...weights], { kind: 'safetensors-folder', path, label }),
})

function openGguf(
  look: Look,
  folder: string,
  { file }: GgufFiles,
  files: readonly string[],
  label: string,
): Promise<Search> {
  const projector = projectorOf(file, files)
  return whole(look, folder, [file], {
    kind: 'gguf',
    path: `${folder}/${file}`,
    projectorPath: projector === null ? null : `${folder}/${projector}`,
    draftPath: null,
    adapterPaths: [],
    ollama: null,
    label,
  })
}

/** The model, if there is a file behind every name: in a cache they are links, and a download may not be complete. */
async function whole(
  look: Look,
  folder: string,
  files: readonly string[],
  model: FoundModel,
): Promise<Search> {
  for (const file of files) {
    const path = `${folder}/${file}`
    const type = await look.typeOf(path)
    if (type === 'file') continue
    const shown = printable(path, maxShownPath)
    if (typeof type === 'string') return trouble(`${shown} is no file`)
    return type.kind === 'absent'
      ? trouble(`${shown} is a link to a file that is not there: its download may not be complete`)
      : trouble(`${shown} cannot be read: ${type.reason}`)
  }
  return found(model)
}

/** The one model that was meant; several are listed by their names. */
export async function theOnlyOne<T extends { readonly name: string }>(
  models: readonly T[],
  what: string,
  open: (model: T) => Promise<Search>,
): Promise<Search> {
  const [first] = models
  if (first === undefined) return none
  return models.length === 1 ? open(first) : trouble(`${what}: ${listed(models)}`)
}

/** At most five names; how many more there are is said. */
export function listed(models: readonly { readonly name: string }[]): string {
  const shown = models.slice(0, maxShown).map(({ name }) => printable(name))
  const more = models.length - shown.length
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`
}

/** Of a path, where it stands in a sentence. */
export const maxShownPath = 300
