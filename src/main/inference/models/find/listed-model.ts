import { baseName } from '../../../../shared/base-name.ts'
import type { ModelSource } from '../../../../shared/local-models.ts'
import { printable } from '../../../../shared/printable.ts'
import { labelOf } from './candidate.ts'
import { found, trouble, type FoundModel, type Opened } from './found-model.ts'
import { maxShownPath } from './model-files.ts'
import { joined, type WalkedModel } from './walk-folder.ts'

/** A model that lies in one of the places. It was not opened, so it may be none. */
export interface ListedModel {
  readonly source: ModelSource
  /** The folder of its place. */
  readonly place: string
  /** As its program calls it, where findModel knows that; else its path. */
  readonly wanted: string
  /** For people. */
  readonly name: string
  readonly path: string
  /** What it is made of, that of its weights first: for as long as none of these changes, it is the same. */
  readonly files: readonly string[]
  readonly search: Opened
}

interface Place {
  readonly source: ModelSource
  readonly path: string
}

/** What findModel knows a model of a place by, from where it lies below that; null: by its path alone. */
export type Naming = (below: string) => string | null

export function listedOf(
  { source, path: root }: Place,
  { kind, below, files }: WalkedModel,
  nameOf: Naming,
): ListedModel {
  const folder = below === '' ? root : `${root}/${below}`
  const [file = ''] = files
  const isFolder = kind === 'safetensors-folder' || kind === 'pipeline-folder'
  const path = isFolder ? folder : `${folder}/${file}`
  const isNamed = kind === 'gguf' || kind === 'safetensors-folder'
  const known = isNamed ? nameOf(isFolder ? below : joined(below, file)) : null
  // a name that was cut, or cleaned, is another one
  const wanted = known !== null && known === printable(known, maxShownPath) ? known : path
  const label = printable(isFolder ? baseName(folder) : labelOf(withoutEnding(file)))
  return {
    source,
    place: root,
    wanted,
    name: isFolder && known !== null ? printable(known) : label,
    path,
    files: files.map((one) => `${folder}/${one}`),
    search:
      kind === 'unfinished'
        ? trouble('its download is not complete')
        : found(foundOf(kind, path, label)),
  }
}

const withoutEnding = (file: string): string => file.replace(/\.safetensors$/i, '')

function foundOf(
  kind: Exclude<WalkedModel['kind'], 'unfinished'>,
  path: string,
  label: string,
): FoundModel {
  if (kind !== 'gguf') return { kind, path, label }
  // what lies beside it is loaded by whoever is told to
  const alone = { projectorPath: null, draftPath: null, adapterPaths: [], ollama: null }
  return { kind, path, label, ...alone }
}
