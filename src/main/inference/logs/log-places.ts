import type { LogProgram } from '../../../shared/finding.ts'
import { pathIn } from '../programs/arguments.ts'

/** Where a program writes its log unless it is told otherwise (inference-logs.md §1). `~` is the user's home. */
export interface LogPlaces {
  readonly program: LogProgram
  readonly files: readonly string[]
  /** Files with the date, or a number, in their names: the newest of them counts. */
  readonly newest: readonly NewestIn[]
  /** Where a process that runs writes one, by its command line; the paths may be relative to the folder in which it runs. */
  readonly writtenBy?: (running: Running) => readonly string[]
}

/** A process, as far as it tells where its log is. */
interface Running {
  readonly executable: string | null
  readonly argv: readonly string[]
}

export interface NewestIn {
  readonly folder: string
  /** The folders below it by month, whose newest counts; null: the files lie in it. */
  readonly subfolder: RegExp | null
  readonly file: RegExp
}

/** Options by which llama.cpp and others are told to write one. */
const options = ['--log-file', '--log_file'] as const

/** The file that a command line names for its log; null where it names none. It may be relative. */
export const logFileIn = (argv: readonly string[]): string | null =>
  pathIn(argv, /\.(?:log|txt|out|jsonl?)$/i, ...options)
