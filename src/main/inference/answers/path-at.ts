import { at } from './forms.ts'

/** As the kernel limits it (PATH_MAX). A path is not cut: a cut one would name another file. */
const maxPathLength = 4_096

/** The path of a file as an answer tells it; null where it is none. */
export function pathAt(json: unknown, key: string): string | null {
  const path = at(json, key)
  if (typeof path !== 'string' || path.trim() === '' || path.length > maxPathLength) return null
  return /\p{Cc}/u.test(path) ? null : path
}
