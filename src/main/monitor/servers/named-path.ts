import { baseName } from '../../../shared/base-name.ts'
import { llamaArguments } from '../../inference/programs/llama-arguments.ts'

/**
 * Whether a command line speaks of this path: it names the file, or a folder above it, or by a relative path, whose folder it
 * does not say, a file of the same name.
 */
export function isNamedBy(argv: readonly string[], path: string): boolean {
  const { modelPath } = llamaArguments(argv)
  if (modelPath === path) return true
  const words = [...argv, modelPath ?? ''].map((one) => one.slice(one.indexOf('=') + 1))
  const name = baseName(path)
  const isRelative = (one: string): boolean => !one.startsWith('/') && baseName(one) === name
  if (name !== '' && words.some(isRelative)) return true
  // macOS tells a command line split at blanks: one folder may be several of its words
  const text = ` ${argv.join(' ')} `
  return partsOf(path).some((part) =>
    [` ${part} `, ` ${part}/ `, `=${part} `, `=${part}/ `].some((one) => text.includes(one)),
  )
}

/** The path itself and the folders above it, without the root of all. Of one that climbs none: it may end up anywhere. */
function partsOf(path: string): readonly string[] {
  const names = path.split('/')
  if (names.includes('..')) return []
  return names
    .map((_, index) => names.slice(0, index + 1).join('/'))
    .filter((part) => part !== '' && part !== '.')
}
