import type { LogNoticeFigures } from '../../../shared/log-notice.ts'
import type { LogLine } from '../logs/log-line.ts'

/** Figures of a log that do not go together, printed before anything has failed. */
export interface Notice {
  readonly figures: LogNoticeFigures
  /** The one with which they were complete. */
  readonly line: LogLine
  readonly modelPath: string | null
  /** Of the child that it is of, where the log tells them apart. */
  readonly port: number | null
  /** Which load of it, from 0. */
  readonly load: number
  /** As its line says; null where it does not. */
  readonly lastAtMs: number | null
  /** How long its program had run, as its line says (llama.cpp); null where it does not. */
  readonly uptimeMs: number | null
  /** How many lines of the log had been read. */
  readonly lineCount: number
}
