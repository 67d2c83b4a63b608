import { baseName } from '../../../../shared/base-name.ts'
import type { Search } from './found-model.ts'
import { isOfQuantization, stemOf, type GgufFiles } from './gguf-files.ts'
import { filesUnder, modelsAmong } from './model-files.ts'
import type { Look } from './look.ts'

/** Of a repository: a folder for each quantization, sometimes below another. */
export const repositoryDepth = 2

/** A model that lies in one of the places, and may be the one that was meant. */
export interface Candidate {
  /** As its place calls it: `qwen3:8b`, `org/name`, `org/name/file.gguf`. */
  readonly name: string
  /** `org/name`; null where its place has none. */
  readonly repository: string | null
  readonly gguf: GgufFiles | null
  /** It is there, and none of its files are: opening it says why. */
  readonly isBroken?: true
  open(): Promise<Search>
}

/** The models of a repository that lies in a folder; null where it is not there. */
export async function candidatesIn(
  look: Look,
  folder: string,
  repository: string,
): Promise<readonly Candidate[] | null> {
  const files = await filesUnder(look, folder, repositoryDepth)
  if (files === null) return null
  return modelsAmong(look, folder, files).map(({ gguf, open }) => ({
    name: gguf === null ? repository : `${repository}/${gguf.file}`,
    repository,
    gguf,
    open: () => open(gguf === null ? repository : labelOf(gguf.file)),
  }))
}

export const labelOf = (file: string): string => stemOf(baseName(file))

const quantized = /^(.*):((?:UD-)?(?:I?Q\d|TQ\d|B?F16|FP?\d\d|MXFP4)[\w.-]*)$/i

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** `x:Q4_K_M` in two. What stands behind the colon in other names is a tag of Ollama. */
function inTwo(wanted: string): { readonly base: string; readonly quantization: string | null } {
  const [, base = wanted, quantization = null] = quantized.exec(wanted) ?? []
  return { base, quantization }
}

/** By its full name, or that of its repository. */
export function isExactly(candidate: Candidate, wanted: string): boolean {
  const { base, quantization } = inTwo(wanted)
  const { name, repository } = candidate
  if (isSame(name, wanted) || isSame(stemOf(name), wanted)) return true
  if (isSame(name, `${wanted}:latest`)) return true
  return repository !== null && isSame(repository, base) && isOf(candidate, quantization)
}

/** By the name of its file, or the last part of that of its repository. */
export function isByLastName(candidate: Candidate, wanted: string): boolean {
  const { base, quantization } = inTwo(wanted)
  const { repository, gguf } = candidate
  if (gguf !== null && [baseName(gguf.file), labelOf(gguf.file)].some((one) => isSame(one, wanted)))
    return true
  return repository !== null && isSame(baseName(repository), base) && isOf(candidate, quantization)
}

/** By any part of its name. */
export function isByPart(candidate: Candidate, wanted: string): boolean {
  const name = candidate.name.toLowerCase()
  const { base, quantization } = inTwo(wanted.toLowerCase())
  if (name.includes(wanted.toLowerCase())) return true
  return quantization !== null && name.includes(base) && isOf(candidate, quantization)
}

export function isOf({ gguf }: Candidate, quantization: string | null): boolean {
  if (quantization === null) return true
  return gguf !== null && isOfQuantization(gguf, quantization)
}

/** Where a repository is a model by itself, its GGUF files are not meant unless they are named. */
export function withoutParts(candidates: readonly Candidate[]): readonly Candidate[] {
  const wholes = new Set(
    candidates.filter(({ gguf }) => gguf === null).map(({ repository }) => repository),
  )
  return candidates.filter(
    ({ gguf, repository }) => gguf === null || repository === null || !wholes.has(repository),
  )
}
