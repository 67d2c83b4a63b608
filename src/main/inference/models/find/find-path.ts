import { folderPath } from '../../../../shared/folder-path.ts'
import { baseName } from '../../../../shared/base-name.ts'
import { printable } from '../../../../shared/printable.ts'
import { labelOf } from './candidate.ts'
import { found, none, trouble, type FoundModel, type Search } from './found-model.ts'
import { hasGgufEnding, projectorOf } from './gguf-files.ts'
import { candidatesOfFolder, repositoryOf } from './hub-cache.ts'
import type { Look } from './look.ts'
import { filesUnder, maxShownPath, modelsAmong, theOnlyOne } from './model-files.ts'
import { withoutVariants } from '../safetensors-files.ts'

/** People keep models in folders of their own, each in one. Deeper nobody looks: it may be the root of the disk. */
const folderDepth = 1

/** The model that a file or a folder is; none where nothing is there, or a folder holds no model. */
export async function findAtPath(look: Look, path: string): Promise<Search> {
  const type = await look.typeOf(path)
  if (type === 'file') return found(await modelOfFile(look, path))
  if (type === 'dir') return findInFolder(look, folderPath(path))
  const shown = printable(path, maxShownPath)
  if (type === 'other') return trouble(`${shown} is no file of a disk`)
  return type.kind === 'absent' ? none : trouble(`${shown} cannot be read: ${type.reason}`)
}

/** A model that was named without the ending of its file: none where there is no such file. */
export async function findWithEnding(look: Look, path: string): Promise<Search> {
  const whole = `${path}.gguf`
  return (await look.typeOf(whole)) === 'file' ? found(await modelOfFile(look, whole)) : none
}

async function modelOfFile(look: Look, path: string): Promise<FoundModel> {
  const file = baseName(path)
  const label = printable(labelOf(file.replace(/\.safetensors$/i, '')))
  if (/\.safetensors$/i.test(file)) return { kind: 'safetensors-file', path, label }
  const isBlob = /^sha256-[\da-f]{64}$/.test(file)
  if (!hasGgufEnding(file) && !isBlob) return { kind: 'log', path }
  const folder = path.slice(0, path.length - file.length)
  const files = isBlob ? [] : ((await look.list(folder)) ?? [])
  const projector = projectorOf(file, files)
  return {
    kind: 'gguf',
    path,
    projectorPath: projector === null ? null : `${folder}${projector}`,
    draftPath: null,
    adapterPaths: [],
    ollama: null,
    label,
  }
}

async function findInFolder(look: Look, folder: string): Promise<Search> {
  const shown = printable(folder, maxShownPath)
  const what = `${shown} holds several models, name one of them`
  const repository = repositoryOf(baseName(folder))
  const cached =
    repository === null ? null : await candidatesOfFolder(look, folder, repository, null)
  if (cached !== null) return theOnlyOne(cached, what, ({ open }) => open())
  const files = await filesUnder(look, folder, folderDepth)
  if (files === null)
    return trouble(`${shown} cannot be read: ${look.refused().get(folder) ?? 'it is gone'}`)
  if (files.includes('model_index.json'))
    return found({ kind: 'pipeline-folder', path: folder, label: printable(baseName(folder)) })
  const models = modelsAmong(look, folder, files)
  const whole = models.find(({ gguf }) => gguf === null)
  if (whole !== undefined) return whole.open(printable(baseName(folder)))
  if (models.length === 0) return findWeights(look, folder, files)
  const named = models.flatMap(({ gguf, open }) =>
    gguf === null ? [] : [{ name: gguf.file, open: () => open(printable(labelOf(gguf.file))) }],
  )
  return theOnlyOne(named, what, ({ open }) => open())
}

/** Safetensors without a config.json: of image models, each file is one. */
async function findWeights(look: Look, folder: string, files: readonly string[]): Promise<Search> {
  const all = files.filter((file) => /\.safetensors$/i.test(file))
  const weights = withoutVariants(all).map((name) => ({ name }))
  const what = `${printable(folder, maxShownPath)} has several .safetensors files and no config.json, name one of them`
  return theOnlyOne(weights, what, ({ name }) => findAtPath(look, `${folder}/${name}`))
}
