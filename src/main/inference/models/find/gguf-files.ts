/** The parts of a name that tell how weights are stored: `-Q4_K_M`, `.IQ2_XXS`, `-UD-Q4_K_XL`, `-f16`. */
const quantization =
  /[-_.](?:UD[-_])?(?:I?Q\d(?:_[\dA-Z]+)*|TQ\d_\d|B?F16|F32|FP16|FP32|MXFP4(?:_[A-Z]+)*)(?=$|[-_.])/gi
const shardNumber = /-(\d{5})-of-\d{5}$/
/** The smallest that loses nothing first: what programs take where several lie beside a model. */
const precisions = ['f16', 'bf16', 'q8_0', 'f32'] as const

/** One model of a folder by its GGUF files. */
export interface GgufFiles {
  /** Below the folder: of several shards the first that is there. */
  readonly file: string
  /** Without the number of its shard and without .gguf. */
  readonly stem: string
}

export const isGguf = (file: string): boolean => /\.gguf$/i.test(file)
const isProjector = (file: string): boolean => isGguf(file) && /mmproj/i.test(nameOf(file))
/** llama.cpp's own tools write what they measured of a model as GGUF, too. */
const isImatrix = (file: string): boolean => /^imatrix|\.imatrix\.gguf$/i.test(nameOf(file))

export const stemOf = (file: string): string =>
  file.replace(/\.gguf$/i, '').replace(shardNumber, '')
const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1)
const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1)

/** The models among the files of a folder: shards count as one, projectors and matrices of importance do not. */
export function ggufModelsIn(files: readonly string[]): readonly GgufFiles[] {
  const models = new Map<string, GgufFiles>()
  for (const file of files.toSorted()) {
    if (!isGguf(file) || isProjector(file) || isImatrix(file)) continue
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
 * the folder holds one model only, in however many quantizations.
 */
export function projectorOf(model: string, files: readonly string[]): string | null {
  const own = folderOf(model)
  const above = files.filter((file) => isProjector(file) && own.startsWith(folderOf(file)))
  const nearest = Math.max(...above.map((file) => folderOf(file).length))
  const beside = above.filter((file) => folderOf(file).length === nearest)
  const models = ggufModelsIn(files).filter(({ stem }) => folderOf(stem) === own)
  const isAlone = new Set(models.map(({ stem }) => familyOf(stem))).size === 1
  const named = beside.filter((file) => isNamedFor(file, model))
  const others = isAlone ? beside.filter((file) => partsOf(file).before === '') : []
  return best(named.length > 0 ? named : others)
}

const familyOf = (stem: string): string => nameOf(stem).replace(quantization, '').toLowerCase()

/** `gemma-3-mmproj-f16.gguf`, `mmproj-gemma-3-f16.gguf`. */
function isNamedFor(projector: string, model: string): boolean {
  const { before, after } = partsOf(projector)
  const name = nameOf(model).toLowerCase()
  if (before !== '') return name.startsWith(before)
  return after !== '' && name.startsWith(after)
}

function partsOf(projector: string): { readonly before: string; readonly after: string } {
  const [before = '', after = ''] = stemOf(nameOf(projector)).toLowerCase().split('mmproj', 2)
  const rest = after.replace(quantization, '').replace(/^[-_.]+|[-_.]+$/g, '')
  return { before, after: rest === 'model' ? '' : rest }
}

function best(projectors: readonly string[]): string | null {
  const rankOf = (file: string): number => {
    const rank = precisions.findIndex((one) => isOfQuantization({ file, stem: stemOf(file) }, one))
    return rank === -1 ? precisions.length : rank
  }
  return projectors.toSorted((a, b) => rankOf(a) - rankOf(b))[0] ?? null
}
