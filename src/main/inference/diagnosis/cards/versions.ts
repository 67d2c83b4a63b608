import { isVersionBefore, llamaBuildIn, versionIn, type Version } from '../../engine-options.ts'
import type { Case } from '../case.ts'

/** The build of a llama.cpp; null where it is not told, or tells nothing. */
export const llamaBuildOf = ({ program, version }: Case): number | null =>
  program === 'llama.cpp' && version !== null ? llamaBuildIn(version) : null

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
