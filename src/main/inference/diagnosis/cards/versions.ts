import { isVersionBefore, versionIn, type Version } from '../../engine-options.ts'
import type { Case } from '../case.ts'

/** Releases of late 2026 are named v0.x and count their builds anew (server-apis.md §4.6): a small number tells nothing. */
const leastBuild = 1_000
const maxDigits = 6

// b9400, 9400, b10470-34af94cd9
/** The build of a llama.cpp; null where it is not told, or tells nothing. */
export function llamaBuildOf({ program, version }: Case): number | null {
  if (program !== 'llama.cpp' || version === null) return null
  const digits = /^b?(\d+)(?:$|[^.\d])/.exec(version)?.[1]
  if (digits === undefined || digits.length > maxDigits) return null
  const build = Number(digits)
  return build < leastBuild ? null : build
}

/** A build that is not known is taken as one of today. */
export function isLlamaBefore(one: Case, build: number): boolean {
  const own = llamaBuildOf(one)
  return own !== null && own < build
}

/** A version of Ollama that tells something: builds from source call themselves 0.0.0. */
const ollamaVersionOf = ({ program, version }: Case): Version | null =>
  program === 'ollama' && version !== null ? versionIn(version) : null

/** An Ollama that is known to be older; one that is not known is taken as one of today. */
export function isOllamaBefore(one: Case, version: Version): boolean {
  const own = ollamaVersionOf(one)
  return own !== null && isVersionBefore(own, version)
}

/** An Ollama that is known to be this one or a newer. */
export function isOllamaSince(one: Case, version: Version): boolean {
  const own = ollamaVersionOf(one)
  return own !== null && !isVersionBefore(own, version)
}
