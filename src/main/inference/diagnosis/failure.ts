import type { FindingClass, LogProgram } from '../../../shared/finding.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import type { LogLine } from '../logs/log-line.ts'

/** A failure that a log tells of. */
export interface Failure {
  readonly class: FindingClass
  /** Of the form that it was known by first. */
  readonly signature: string
  readonly program: LogProgram
  readonly version: string | null
  readonly line: LogLine
  readonly facts: LogFacts
  /** How many loads this log had begun by then: a later one that succeeds puts an end to it. */
  readonly load: number
  /** Of the child that failed, where the log tells them apart. */
  readonly port: number | null
  /** By its own line, else by the last line above it that had a date; null where none had. */
  readonly atMs: number | null
  readonly lastAtMs: number | null
  readonly count: number
  /** What stood above it in the same load and gave notice of it; null: nothing, or it was not looked for. */
  readonly notice: Notice | null
}

export interface Notice {
  readonly line: LogLine
  readonly sentence: string
}
