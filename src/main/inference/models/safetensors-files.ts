import { z } from 'zod/mini'
import { ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'
import { namesOfParts, parsePartName } from './part-name.ts'

/** The largest models come in some two hundred. */
const maxFiles = 1_024

const ending = '.safetensors'
const wholeName = 'model.safetensors'
const indexEnding = '.safetensors.index.json'

/**
 * The same weights once more, in another precision or from before their averaging (diffusers: `variant=`):
 * unet.fp16.safetensors, unet.non_ema.safetensors, unet.fp16-00001-of-00002.safetensors.
 */
const variantForm = /^(.*)\.(fp?(?:8|16|32)\w*|bf16|non_ema|ema)$/is

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
  const all = withoutVariants(names.filter((name) => name.endsWith(ending)).sort())
  if (all.length === 0) throw new ParseError(`no ${ending} file is in this folder`)
  checkVariants(all)
  const parts = all.filter((name) => parsePartName(name) !== null)
  const [part] = parts.filter((name) => name.startsWith('model-')).concat(parts)
  return part === undefined ? all : siblingsOf(part)
}

/** Files of safetensors without the variants of others among them. */
export function withoutVariants(names: readonly string[]): readonly string[] {
  const stems = new Set(names.map(stemOf))
  return names.filter((name) => {
    const { stem, variant } = variantOf(name)
    return variant === null || !stems.has(stem)
  })
}

function checkVariants(names: readonly string[]): void {
  const first = new Map<string, string>()
  for (const { stem, variant } of names.map(variantOf)) {
    const other = first.get(stem) ?? variant
    if (other !== variant)
      throw new ParseError(
        `its weights are there as ${other} and as ${variant}: name the file that is meant`,
      )
    if (variant !== null) first.set(stem, variant)
  }
}

const stemOf = (name: string): string =>
  parsePartName(name)?.stem ?? name.replace(/\.safetensors$/i, '')

function variantOf(name: string): { readonly stem: string; readonly variant: string | null } {
  const [, stem, variant] = variantForm.exec(stemOf(name)) ?? []
  return stem === undefined || variant === undefined
    ? { stem: stemOf(name), variant: null }
    : { stem, variant }
}

/** All parts of the model that a file is one of; the file alone where its name says nothing of others. Throws ParseError. */
export function siblingsOf(name: string): readonly string[] {
  const part = parsePartName(name)
  if (part === null || part.count === 0) return [name]
  if (part.count > maxFiles)
    throw new ParseError(`it is one of ${part.count} parts: more than ${maxFiles} are not read`)
  return namesOfParts(part)
}
