/** A file that is one of several of a model, by its name (llama.cpp: `llama_split_path`; so do the safetensors of transformers). */
export interface PartName {
  /** With the folders before it, as they were given. */
  readonly stem: string
  /** From 1 on. */
  readonly number: number
  readonly count: number
  /** `.gguf`; '' where there is none. */
  readonly ending: string
}

const digits = 5

// …/big-Q4_K_M-00001-of-00003.gguf
const form = /^(.*)-(\d{5})-of-(\d{5})(\.[^./]+)?$/s

/** null where the name says nothing of others. */
export function parsePartName(name: string): PartName | null {
  const [, stem, number, count, ending = ''] = form.exec(name) ?? []
  if (stem === undefined) return null
  return { stem, number: Number(number), count: Number(count), ending }
}

/** Of all its parts, in their order. Their count must have been held against a limit. */
export const namesOfParts = ({ stem, count, ending }: PartName): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${stem}${partSuffix(index + 1, count)}${ending}`)

export const partSuffix = (number: number, count: number): string =>
  `-${padded(number)}-of-${padded(count)}`

const padded = (number: number): string => String(number).padStart(digits, '0')
