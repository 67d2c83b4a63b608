import { z } from 'zod/mini'
import { ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'

/** The largest models come in some two hundred. */
const maxFiles = 1_024

const ending = '.safetensors'
const wholeName = 'model.safetensors'
const indexEnding = '.safetensors.index.json'

// model-00001-of-00003.safetensors
const partName = /^(.*-)\d{5}-of-(\d{5})\.safetensors$/s

const indexForm = z.object({ weight_map: z.record(z.string(), z.string()) })

/**
 * The index of the model in a folder, where one is to be asked. `model.safetensors` goes before it, as for transformers:
 * conversions leave the index of what they were made from.
 */
export function indexIn(names: readonly string[]): string | null {
  if (names.includes(wholeName)) return null
  const indexes = names.filter((name) => name.endsWith(indexEnding))
  const [first] = indexes
  if (indexes.includes(`model${indexEnding}`)) return `model${indexEnding}`
  return first !== undefined && indexes.length === 1 ? first : null
}

/** Which files of a folder make up its model; `index` is the JSON of its index, null without one. Throws ParseError. */
export function filesInFolder(names: readonly string[], index: unknown): readonly string[] {
  const files = index === null ? withoutIndex(names) : filesInIndex(index)
  if (files.length > maxFiles)
    throw new ParseError(`it has ${files.length} files: more than ${maxFiles} are not read`)
  const present = new Set(names)
  const missing = files.filter((name) => !present.has(name))
  const [first] = missing
  if (first === undefined) return files
  const more = missing.length === 1 ? '' : `, and ${missing.length - 1} more`
  throw new ParseError(`a part of it is missing: ${printable(first)}${more}`)
}

// {"metadata":{"total_size":16060522496},"weight_map":{"lm_head.weight":"model-00004-of-00004.safetensors"}}
function filesInIndex(index: unknown): readonly string[] {
  const known = indexForm.safeParse(index)
  if (!known.success) throw new ParseError('its index does not tell its files')
  const files = [...new Set(Object.values(known.data.weight_map))].sort()
  if (files.length === 0) throw new ParseError('its index names no file')
  return files
}

function withoutIndex(names: readonly string[]): readonly string[] {
  if (names.includes(wholeName)) return [wholeName]
  const all = names.filter((name) => name.endsWith(ending)).sort()
  if (all.length === 0) throw new ParseError(`no ${ending} file is in this folder`)
  const parts = all.filter((name) => partName.test(name))
  const [part] = parts.filter((name) => name.startsWith('model-')).concat(parts)
  return part === undefined ? all : siblingsOf(part)
}

/** All parts of the model that a file is one of; the file alone where its name says nothing of others. Throws ParseError. */
export function siblingsOf(name: string): readonly string[] {
  const [, before, counted] = partName.exec(name) ?? []
  if (before === undefined || counted === undefined) return [name]
  const count = Number(counted)
  if (count === 0) return [name]
  if (count > maxFiles)
    throw new ParseError(`it is one of ${count} parts: more than ${maxFiles} are not read`)
  return Array.from(
    { length: count },
    (_, index) => `${before}${String(index + 1).padStart(5, '0')}-of-${counted}${ending}`,
  )
}
