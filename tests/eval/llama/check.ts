import type { Wrong } from '../suite.ts'

/** One figure of the recorded truth beside ours. */
export interface Check {
  readonly part: string
  readonly field: string
  readonly expected: unknown
  readonly got: unknown
  readonly isRight: boolean
}

/** Sizes are printed with two decimals: half of the last one. */
const printedMib = 0.005
/** Of numbers that are not whole in binary. */
const dust = 1e-9

const rounded = (mib: number): number => Number(mib.toFixed(3))

/** `lineCount`: how many printed lines the truth is the sum of. */
export function checkMib(
  part: string,
  field: string,
  expected: number,
  got: number,
  lineCount = 1,
): Check {
  const isRight = Math.abs(expected - got) <= printedMib * Math.max(1, lineCount) + dust
  return { part, field, expected: rounded(expected), got: rounded(got), isRight }
}

/** Whole MiB of which the rest was cut. */
export const checkWholeMib = (
  part: string,
  field: string,
  expected: number,
  got: number,
): Check => ({ part, field, expected, got: rounded(got), isRight: Math.trunc(got) === expected })

export const checkEqual = (
  part: string,
  field: string,
  expected: unknown,
  got: unknown,
): Check => ({
  part,
  field,
  expected,
  got,
  isRight: expected === got,
})

/** A figure that the truth does not state is not compared. */
export const checkIfStated = (
  part: string,
  field: string,
  expected: unknown,
  got: unknown,
): readonly Check[] =>
  expected === null || expected === undefined ? [] : [checkEqual(part, field, expected, got)]

export const wrongOf = (id: string, checks: readonly Check[]): readonly Wrong[] =>
  checks
    .filter(({ isRight }) => !isRight)
    .map(({ field, expected, got }) => ({ id, field, expected, got }))

export interface Score {
  readonly total: number
  readonly right: number
}

export const scoreOf = (checks: readonly Check[]): Score => ({
  total: checks.length,
  right: checks.filter(({ isRight }) => isRight).length,
})

export function scoresByPart(checks: readonly Check[]): Readonly<Record<string, Score>> {
  const byPart = Map.groupBy(checks, ({ part }) => part)
  return Object.fromEntries([...byPart].map(([part, own]) => [part, scoreOf(own)]))
}
