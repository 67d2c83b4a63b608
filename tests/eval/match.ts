/** Where something differs: the path below the compared key, `''` for the key itself. */
export interface Difference {
  readonly path: string
  readonly expected: unknown
  readonly got: unknown
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists whose elements are found by their pid; those that are not named are not compared (KEYS.md). */
const foundByPid: ReadonlySet<string> = new Set(['rows', 'tasks'])
/** Lists in any order. */
const unordered: ReadonlySet<string> = new Set(['clusters'])

/**
 * The first difference by the rules of the corpus' KEYS.md, or null: null means unknown and nothing else, numbers are equal
 * within 0.01 % or half of the last digit given, whole numbers exactly (but for the dust of a division).
 */
export function differenceOf(key: string, expected: unknown, got: unknown): Difference | null {
  if (key.endsWith('_or_null') && got === null) return null
  if (typeof expected === 'number' && typeof got === 'number') {
    return isNear(expected, got) ? null : { path: '', expected, got }
  }
  if (Array.isArray(expected) && Array.isArray(got)) return listDifference(key, expected, got)
  if (isObject(expected) && isObject(got)) {
    return firstOf(Object.entries(expected).map(([name, value]) => [name, value, got[name]]))
  }
  return expected === got ? null : { path: '', expected, got: got ?? String(got) }
}

function isNear(expected: number, got: number): boolean {
  const decimals = /\.(\d+)$/.exec(String(expected))?.[1]?.length ?? 0
  const tolerance =
    decimals === 0
      ? Math.abs(expected) * 1e-9
      : Math.max(Math.abs(expected) * 1e-4, 0.5 * 10 ** -decimals)
  return Math.abs(expected - got) <= tolerance
}

function listDifference(
  key: string,
  expected: readonly unknown[],
  got: readonly unknown[],
): Difference | null {
  if (foundByPid.has(key) && expected.every((one) => isObject(one) && 'pid' in one)) {
    return firstOf(
      expected.filter(isObject).map((one) => {
        const same = got.filter(isObject).find(({ pid }) => pid === one['pid'])
        return [`pid ${String(one['pid'])}`, one, same]
      }),
    )
  }
  if (expected.length !== got.length) {
    return { path: '.length', expected: expected.length, got: got.length }
  }
  const [wanted, had] = unordered.has(key) ? [expected.toSorted(), got.toSorted()] : [expected, got]
  return firstOf(wanted.map((one, index) => [String(index), one, had[index]]))
}

type Pair = readonly [name: string, expected: unknown, got: unknown]

function firstOf(pairs: readonly Pair[]): Difference | null {
  for (const [name, expected, got] of pairs) {
    const difference = differenceOf(name, expected, got)
    if (difference !== null) return { ...difference, path: `.${name}${difference.path}` }
  }
  return null
}
