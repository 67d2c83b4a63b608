import { baseName } from '../../../../shared/base-name.ts'
import { parsePartName } from '../part-name.ts'

/** The parts of a name that tell how weights are stored: `-Q4_K_M`, `.IQ2_XXS`, `-UD-Q4_K_XL`, `-f16`. */
const quantization =
  /[-_.](?:UD[-_])?(?:I?Q\d(?:_[\dA-Z]+)*|TQ\d_\d|B?F16|F32|FP16|FP32|MXFP4(?:_[A-Z]+)*)(?=$|[-_.])/gi
/** What llama.cpp loads beside a model, or has measured of one (common/download.cpp, `gguf_filename_is_model`). */
const companion = /^(?:mtp|eagle3|dflash|dspark)-|mmproj|imatrix/i

/** One model of a folder by its GGUF files. */
export interface GgufFiles {
  /** Below the folder: of several shards the first that is there. */
  readonly file: string
  /** Without the number of its shard and without .gguf. */
  readonly stem: string
}

export const hasGgufEnding = (file: string): boolean => /\.gguf$/i.test(file)
const isProjector = (file: string): boolean => hasGgufEnding(file) && /mmproj/i.test(baseName(file))

export function stemOf(file: string): string {
  const bare = file.replace(/\.gguf$/i, '')
  const part = parsePartName(bare)
  return part?.ending === '' ? part.stem : bare
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1)

/** The models among the files of a folder: shards count as one, what is loaded beside one does not. */
export function ggufModelsIn(files: readonly string[]): readonly GgufFiles[] {
  const models = new Map<string, GgufFiles>()
  for (const file of files.toSorted()) {
    if (!hasGgufEnding(file) || companion.test(baseName(file))) continue
    const stem = stemOf(file)
    if (!models.has(stem)) models.set(stem, { file, stem })
  }
  return [...models.values()]
}

/** Whether it is of that quantization, by its name or its folder's: `Q4_K_M`, `UD-Q4_K_XL`. Q4_K is not Q4_K_M. */
export function isOfQuantization({ stem }: GgufFiles, wanted: string): boolean {
  const [text, part] = [stem.toLowerCase(), wanted.toLowerCase()]
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    const [before, after] = [text[at - 1] ?? '-', text[at + part.length] ?? '-']
    if ('-_./'.includes(before) && '-./'.includes(after)) return true
  }
  return false
}

/**
 * The projector of a model among the files beside it, or above it: one that is named for it; one that is named for none where
 * the folder holds one model only, in however many quantizations. Of several the one whose weights are the most like the
 * model's, as llama.cpp does (common/download.cpp, `find_best_sibling`).
 */
export function projectorOf(model: string, files: readonly string[]): string | null {
  if (companion.test(baseName(model))) return null
  const own = folderOf(model)
  const above = files.filter((file) => isProjector(file) && own.startsWith(folderOf(file)))
  const nearest = Math.max(...above.map((file) => folderOf(file).length))
  const beside = above.filter((file) => folderOf(file).length === nearest)
  const models = ggufModelsIn(files).filter(({ stem }) => folderOf(stem) === own)
  const isAlone = new Set(models.map(({ stem }) => familyOf(stem))).size === 1
  const named = beside.filter((file) => isNamedFor(file, model))
  const others = isAlone ? beside.filter(isNamedForNone) : []
  return nearestOf(named.length > 0 ? named : others, bitsOf(model))
}

const familyOf = (stem: string): string => baseName(stem).replace(quantization, '').toLowerCase()

function isNamedForNone(projector: string): boolean {
  const { before, after } = partsOf(projector)
  return before === '' && after === ''
}

/** `gemma-3-mmproj-f16.gguf`, `mmproj-gemma-3-f16.gguf`; whoever uploads a model may put their own name before its. */
function isNamedFor(projector: string, model: string): boolean {
  const { before, after } = partsOf(projector)
  const name = baseName(model).toLowerCase()
  if (before !== '') return name.startsWith(before)
  return after !== '' && name.includes(after)
}

function partsOf(projector: string): { readonly before: string; readonly after: string } {
  const [before = '', after = ''] = stemOf(baseName(projector)).toLowerCase().split('mmproj', 2)
  const rest = after.replace(quantization, '').replace(/^[-_.]+|[-_.]+$/g, '')
  return { before, after: rest === 'model' ? '' : rest }
}

function nearestOf(projectors: readonly string[], bits: number): string | null {
  const farOf = (file: string): number => Math.abs(bitsOf(file) - bits)
  return projectors.toSorted().toSorted((a, b) => farOf(a) - farOf(b))[0] ?? null
}

/** Per weight, roughly: 4 of `Q4_K_M`, 16 of `BF16`; 0 where the name does not say. */
function bitsOf(file: string): number {
  const tag = baseName(stemOf(file)).match(quantization)?.at(-1) ?? ''
  return Number(/\d+/.exec(tag)?.[0] ?? 0)
}
