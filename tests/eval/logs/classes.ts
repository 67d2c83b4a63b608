import type { FindingClass } from '../../../src/shared/finding.ts'
import type { Table } from '../suite.ts'

/** The classes that a sidecar may name (inference-logs.md §3); what else production finds, none can expect. */
export const vocabulary: readonly FindingClass[] = [
  'metal-alloc-failed',
  'metal-oom-mid-generation',
  'mlx-alloc-too-large',
  'mps-oom',
  'system-memory-refused',
  'killed-by-system',
  'gpu-timeout',
  'context-full',
  'gguf-incompatible',
  'metal-unsupported-op',
  'cpu-fallback',
  'rosetta',
]

const known: ReadonlySet<string> = new Set(vocabulary)
export const isInVocabulary = (one: string): boolean => known.has(one)

/** Of one log, as sets. */
export interface Classes {
  readonly expected: readonly string[]
  readonly found: readonly string[]
}

export const areSame = ({ expected, found }: Classes): boolean =>
  expected.length === found.length && expected.every((one) => found.includes(one))

/** What was taken for what, in one log: a class for itself, else each that is missing for each that is too many. */
function pairsOf({ expected, found }: Classes): readonly (readonly [string, string])[] {
  const right = expected.filter((one) => found.includes(one))
  const missing = expected.filter((one) => !found.includes(one))
  const wrong = found.filter((one) => !expected.includes(one))
  if (right.length + missing.length + wrong.length === 0) return [['none', 'none']]
  const instead = wrong.length === 0 ? ['none'] : wrong
  return [
    ...right.map((one) => [one, one] as const),
    ...missing.flatMap((one) => instead.map((other) => [one, other] as const)),
    ...(missing.length === 0 ? wrong.map((one) => ['none', one] as const) : []),
  ]
}

/** How often a class was expected (first key) and which was found (second key). */
export type Confusion = Readonly<Record<string, Readonly<Record<string, number>>>>

export function confusionOf(all: readonly Classes[]): Confusion {
  const counts = new Map<string, Map<string, number>>()
  for (const [expected, found] of all.flatMap(pairsOf)) {
    const row = counts.get(expected) ?? new Map<string, number>()
    counts.set(expected, row.set(found, (row.get(found) ?? 0) + 1))
  }
  return Object.fromEntries(
    [...counts].map(([expected, row]) => [expected, Object.fromEntries(row)]),
  )
}

export interface ClassScore {
  readonly expected: number
  readonly found: number
  readonly right: number
}

export function scoresOf(all: readonly Classes[]): Readonly<Record<string, ClassScore>> {
  const count = (test: (one: Classes) => boolean): number => all.filter(test).length
  return Object.fromEntries(
    vocabulary.map((name) => [
      name,
      {
        expected: count(({ expected }) => expected.includes(name)),
        found: count(({ found }) => found.includes(name)),
        right: count(({ expected, found }) => expected.includes(name) && found.includes(name)),
      },
    ]),
  )
}

/** Rows: what was expected; columns: what was found, by the letter of the row. */
export function confusionTable(confusion: Confusion): Table {
  const names = [...vocabulary, 'none']
  const letterOf = (index: number): string => String.fromCharCode(97 + index)
  return {
    columns: [
      { title: 'expected, by what was found' },
      ...names.map((_, index) => ({ title: letterOf(index), isNumber: true })),
    ],
    rows: names.map((expected, index) => [
      `${letterOf(index)} ${expected}`,
      ...names.map((found) => String(confusion[expected]?.[found] ?? '.')),
    ]),
  }
}
