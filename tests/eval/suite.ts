import { hasNameAndRun } from '../frame/discover.ts'
import type { Column } from '../frame/table.ts'

/** One thing that differs from the recorded truth. */
export interface Wrong {
  readonly id: string
  readonly field: string
  readonly expected: unknown
  readonly got: unknown
}

export interface Table {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
}

export interface SuiteResult {
  readonly total: number
  readonly right: number
  readonly wrong: readonly Wrong[]
  readonly table: Table
  /** Shown below it: what was taken for what. */
  readonly tableBelow?: Table
  /** Further fields of the last line (design §5). */
  readonly further?: Readonly<Record<string, unknown>>
}

/** The options with a value that were given, by name. */
export type SuiteOptions = ReadonlyMap<string, string>

/** One way of measuring the product against recorded truth: a file in suites/ that exports `suite`. */
export interface Suite {
  readonly name: string
  /** In one line. */
  readonly measures: string
  /** What stands behind the suite's name: a file or folder that must be there, or a seed. */
  readonly takes: 'path' | 'seed'
  /**
   * What `.ci/run` measures, from the project's root; passed over where it is not there (`../shared`). Recordings of our
   * own, under `tests/`, must come out right; of others' it only says what it finds.
   */
  readonly inCi: string
  /** With which options CI measures it; with none by default. */
  readonly inCiOptions?: Readonly<Record<string, string>>
  /** Names of options with a value (`--count 20`). */
  readonly options?: readonly string[]
  /** Throws UsageError where the path holds nothing to measure. */
  run(path: string, options: SuiteOptions): Promise<SuiteResult>
}

export const isSuite = (value: unknown): value is Suite =>
  hasNameAndRun(value) && typeof value === 'object' && value !== null && 'measures' in value
