import { lineOf, written, type Line } from './line.ts'

export interface ListLine<T extends string> {
  readonly isEntry: (entry: unknown) => entry is T
  /** More are not used. */
  readonly mostCount: number
  /** What it is a list of: `names`. */
  readonly what: string
  /** Why one entry of the file is not used, behind `which is `. */
  readonly wrong: string
  /** Each as a sentence for whoever chooses. */
  readonly refusals: {
    readonly noList: string
    readonly tooMany: (mostCount: number) => string
    readonly entry: (entry: unknown) => string
  }
}

const isList = (given: unknown): given is readonly unknown[] => Array.isArray(given)

/**
 * Entries that are wrong cost only themselves; each is there once. What is not used of the file stays in it when the list is
 * changed: a later version may have written it.
 */
export function listOf<T extends string>(line: ListLine<T>): Line<readonly T[]> {
  const { isEntry, mostCount, what, wrong, refusals } = line
  const right = (given: readonly unknown[]): readonly T[] => [...new Set(given.filter(isEntry))]
  const unused = (given: readonly unknown[]): readonly unknown[] => [
    ...right(given).slice(mostCount),
    ...given.filter((entry) => !isEntry(entry)),
  ]
  const whole = lineOf<readonly T[]>({
    otherwise: [],
    used: (given) => (isList(given) ? right(given).slice(0, mostCount) : []),
    troubles: (given, name) => {
      if (!isList(given)) return [`${name} is no list of ${what}, and not used`]
      const ofEntries = given
        .filter((entry) => !isEntry(entry))
        .map((entry) => `${name} has ${written(entry)}, which is ${wrong}`)
      const tooMany = `${name} has more than ${mostCount} ${what}: the others are not used`
      return right(given).length > mostCount ? [...ofEntries, tooMany] : ofEntries
    },
    refusal: (given) => {
      if (!isList(given)) return refusals.noList
      if (given.length > mostCount) return refusals.tooMany(mostCount)
      const at = given.findIndex((entry) => !isEntry(entry))
      return at === -1 ? null : refusals.entry(given[at])
    },
  })
  return {
    ...whole,
    changed: (before, given) =>
      isList(before) && isList(given)
        ? [...new Set([...given, ...unused(before)])]
        : whole.changed(before, given),
  }
}
