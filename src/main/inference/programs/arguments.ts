/** Arguments of a command line that engines share. Values are as they were written. */

/** The last value of an option by any of its names: `-c 4096`, `--ctx-size=4096`; null where it is not given. */
export function optionIn(argv: readonly string[], ...names: readonly string[]): string | null {
  let found: string | null = null
  argv.forEach((argument, index) => {
    if (!argument.startsWith('-')) return
    const name = names.find((one) => argument === one || argument.startsWith(`${one}=`))
    if (name === undefined) return
    found = argument === name ? (argv[index + 1] ?? null) : argument.slice(name.length + 1)
  })
  return found
}

/** A whole number, not below 0; null where the option is not given, or is none. */
export function countIn(argv: readonly string[], ...names: readonly string[]): number | null {
  const text = optionIn(argv, ...names)
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}

export const hasFlag = (argv: readonly string[], ...names: readonly string[]): boolean =>
  argv.some((argument) => names.includes(argument))

const maxPathWords = 32

/**
 * The path that an option names, up to the word that ends in `ending`: macOS tells a command line split at blanks
 * (`/Volumes/My Disk/m.gguf`). Its first word where none ends so.
 */
export function pathIn(
  argv: readonly string[],
  ending: RegExp,
  ...names: readonly string[]
): string | null {
  const start = argv.findLastIndex((argument) => names.includes(argument))
  const inOne = optionIn(argv, ...names)
  if (inOne === null || ending.test(inOne) || start < 0) return inOne
  for (let count = 2; count <= maxPathWords; count++) {
    const words = argv.slice(start + 1, start + 1 + count)
    if (words.length < count || words.at(-1)?.startsWith('-') === true) break
    if (ending.test(words.at(-1) ?? '')) return words.join(' ')
  }
  return inOne
}
