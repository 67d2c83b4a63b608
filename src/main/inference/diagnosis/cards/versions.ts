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

type Version = readonly [major: number, minor: number, patch: number]

// 0.24.0, v0.5.12-rc1
/** Builds from source call themselves 0.0.0, which tells nothing. */
function ollamaVersionOf({ program, version }: Case): Version | null {
  if (program !== 'ollama' || version === null) return null
  const [, ...digits] = /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})/.exec(version) ?? []
  const [major = 0, minor = 0, patch = 0] = digits.map(Number)
  return major + minor + patch === 0 ? null : [major, minor, patch]
}

/** An Ollama that is known to be older; one that is not known is taken as one of today. */
export function isOllamaBefore(one: Case, version: Version): boolean {
  const own = ollamaVersionOf(one)
  return own !== null && isBefore(own, version)
}

/** An Ollama that is known to be this one or a newer. */
export function isOllamaSince(one: Case, version: Version): boolean {
  const own = ollamaVersionOf(one)
  return own !== null && !isBefore(own, version)
}

function isBefore(own: Version, other: Version): boolean {
  const index = own.findIndex((part, at) => part !== other[at])
  return index !== -1 && (own[index] ?? 0) < (other[index] ?? 0)
}
