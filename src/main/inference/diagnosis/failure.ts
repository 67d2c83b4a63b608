import type { FindingClass, LogProgram } from '../../../shared/finding.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import type { LogLine } from '../logs/log-line.ts'
import type { Notice } from './notice.ts'

/** A failure that a log tells of. */
export interface Failure {
  readonly class: FindingClass
  /** Of the form that it was known by first. */
  readonly signature: string
  readonly program: LogProgram
  readonly version: string | null
  readonly line: LogLine
  readonly facts: LogFacts
  /** How many loads this log had begun when the one that failed began. */
  readonly load: number
  /** Of the child that failed, where the log tells them apart, and says whose failure it is. */
  readonly port: number | null
  /** By its own line, else by the nearest line above it that has a date; null where none had. */
  readonly atMs: number | null
  readonly lastAtMs: number | null
  /** How long its program had run when it came last, as that line says (llama.cpp); null where it does not. */
  readonly uptimeMs: number | null
  /** How many lines of the log had been read when it came last. */
  readonly lineCount: number
  readonly count: number
  /** `yes`: what failed has been loaded since. `perhaps`: something has. */
  readonly isOver: 'no' | 'perhaps' | 'yes'
  /** What stood above it in the same load and gave notice of it; null: nothing did. */
  readonly notice: Notice | null
}
