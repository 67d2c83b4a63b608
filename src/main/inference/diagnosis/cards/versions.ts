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

// 0.24.0, v0.5.12-rc1
/** An Ollama that is known to be older than `major.minor.patch`. */
export function isOllamaBefore(
  { program, version }: Case,
  [major, minor, patch]: readonly [number, number, number],
): boolean {
  if (program !== 'ollama' || version === null) return false
  const match = /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})/.exec(version)
  if (match === null) return false
  const own = match.slice(1).map(Number)
  const place = [major, minor, patch].findIndex((part, index) => own[index] !== part)
  if (place === -1) return false
  return (own[place] ?? 0) < ([major, minor, patch][place] ?? 0)
}
