import { folderPath } from '../../../shared/folder-path.ts'
import { jsonIn, ParseError } from '../../../shared/parse.ts'
import { baseName } from '../../../shared/base-name.ts'
import { printable } from '../../../shared/printable.ts'
import { Absent, Refusal } from '../../host/attempt.ts'
import type { Host } from '../../host/host.ts'
import { textAt } from '../answers/forms.ts'
import { checkJsonShape } from './json-shape.ts'
import type { Tensor } from './model-header.ts'
import { readFileAt, readPartAt, shownName } from './read-file-at.ts'
import { readWhole } from './read-whole.ts'
import { readSafetensors, type SafetensorsHeader } from './safetensors.ts'
import { filesInFolder, indexIn, siblingsOf } from './safetensors-files.ts'

/** A model for MLX, torch or Candle: one file, or all files of a folder that belong together. */
export interface SafetensorsModel {
  readonly kind: 'safetensors'
  /** Their dimensions as the files have them: the slowest first, other than in a GGUF. Types in small letters: `bf16`. */
  readonly tensors: readonly Tensor[]
  /** `fileIndex` of a tensor counts in these. */
  readonly files: readonly {
    readonly name: string
    readonly dataOffsetBytes: number
    readonly fileBytes: number
  }[]
  /** What stands in the files' `__metadata__`; of two of the same name the first. */
  readonly metadata: ReadonlyMap<string, string>
  /** The JSON of the `config.json` beside it; null where there is none. */
  readonly config: unknown
  readonly unknownTypes: readonly string[]
}

type Disk = Pick<Host, 'openFile' | 'ask'>

/** The largest `config.json` has some 100 kB, those of quantized ones with a row for each layer. */
const maxConfigBytes = 4 * 2 ** 20
/** An index has a row for each tensor. */
const maxIndexBytes = 32 * 2 ** 20
const jsonLimits = { maxDepth: 32, maxItems: 1_000_000 }

/**
 * The model at a path: a folder, one of its shards, or a file that stands for itself. Throws ParseError where something is
 * damaged or missing, Absent or Refusal where there is nothing that can be opened.
 */
export async function readSafetensorsModel(disk: Disk, path: string): Promise<SafetensorsModel> {
  if (await isFolder(disk, path)) return readFolder(disk, folderPath(path))
  const name = baseName(path)
  const folder = path.slice(0, path.length - name.length)
  return readFiles(disk, folder, siblingsOf(name))
}

async function isFolder(disk: Disk, path: string): Promise<boolean> {
  const stat = await disk.ask({ kind: 'stat', path })
  if (stat.kind === 'ok') return textAt(jsonIn(stat.value), 'type') === 'dir'
  throw stat.kind === 'absent' ? new Absent(stat.reason) : new Refusal(stat.reason)
}

async function readFolder(disk: Disk, folder: string): Promise<SafetensorsModel> {
  const list = await disk.ask({ kind: 'dir', path: folder })
  if (list.kind !== 'ok') throw new Refusal(list.reason)
  const found: unknown = jsonIn(list.value)
  const all = Array.isArray(found) ? found.filter((name) => typeof name === 'string') : []
  // macOS leaves a hidden `._model.safetensors` on foreign disks
  const names = all.filter((name) => !name.startsWith('.'))
  const index = indexIn(names)
  const told = index === null ? null : await readJson(disk, `${folder}/${index}`, maxIndexBytes)
  return readFiles(disk, `${folder}/`, filesInFolder(names, told))
}

/** `folder` ends in a slash, or is the one in which we stand. */
async function readFiles(
  disk: Disk,
  folder: string,
  names: readonly string[],
): Promise<SafetensorsModel> {
  const readOne = names.length === 1 ? readFileAt : readPartAt
  const headers: SafetensorsHeader[] = []
  for (const [index, name] of names.entries())
    headers.push(await readOne(disk, `${folder}${name}`, (file) => readSafetensors(file, index)))
  const tensors = headers.flatMap((header) => header.tensors)
  const twice = firstTwice(tensors)
  if (twice !== null)
    throw new ParseError(
      `two of its files hold the tensor "${printable(twice, 80)}": they are more than one model`,
    )
  return {
    kind: 'safetensors',
    tensors,
    files: headers.map(({ dataOffsetBytes, fileBytes }, index) => ({
      name: names[index] ?? '',
      dataOffsetBytes,
      fileBytes,
    })),
    metadata: new Map(headers.toReversed().flatMap(({ metadata }) => [...metadata])),
    config: await readJson(disk, `${folder}config.json`, maxConfigBytes),
    unknownTypes: [...new Set(headers.flatMap(({ unknownTypes }) => unknownTypes))],
  }
}

function firstTwice(tensors: readonly Tensor[]): string | null {
  const names = new Set<string>()
  for (const { name } of tensors) {
    if (names.has(name)) return name
    names.add(name)
  }
  return null
}

/** null: there is no such file. */
async function readJson(disk: Disk, path: string, maxBytes: number): Promise<unknown> {
  try {
    return await readFileAt(disk, path, async (file) => {
      if (file.sizeBytes > maxBytes) throw new ParseError(`it is longer than ${maxBytes} bytes`)
      const text = await readWhole(file, 0, file.sizeBytes)
      checkJsonShape(text, jsonLimits)
      return jsonIn(text)
    })
  } catch (error) {
    if (error instanceof Absent) return null
    // Refusal: it cannot be read; ParseError: it is no JSON. Which file is meant must be said: it is not the one that was named
    if (error instanceof Refusal || error instanceof ParseError)
      throw new ParseError(`${shownName(path)}: ${error.message}`)
    throw error
  }
}
