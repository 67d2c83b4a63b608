import type { FindingClass } from './finding.ts'

/** A log that is followed. */
export interface ShownLog {
  readonly path: string
  /** Whose it is, as people call it; null where nothing tells. */
  readonly program: string | null
  /** The user has named it, beside those in the usual places. */
  readonly isOwn: boolean
  /** When something was written to it last; null where that is not known. */
  readonly changedAtMs: number | null
  /** Why it cannot be read now; null where it can. */
  readonly trouble: string | null
}

export interface ShownLogs {
  readonly schema: 'headroom/logs/1'
  /** Those that the user has named first, then the one that was written to last. */
  readonly logs: readonly ShownLog[]
}

/** So many lines of a log are kept while somebody reads it; older ones go. */
export const mostLogLines = 100_000
/** As many come in one answer. */
export const mostLinesAtOnce = 5_000

export interface LogLinesInput {
  /** Of a ShownLog: no other file is ever read. */
  readonly path: string
  /** The `next` of the answer before; null: from the beginning of what is kept. */
  readonly after: LogCursor | null
  /** Also what may be a prompt or an answer: only for whoever asks to see it. */
  readonly showsPrompts: boolean
}

/** How far somebody has read. `turn`: another one means that all is read anew (another file, or prompts are shown now). */
export interface LogCursor {
  readonly turn: number
  /** The number of the first line that has not been told. */
  readonly lineNumber: number
}

export interface LogLines {
  readonly schema: 'headroom/log-lines/1'
  readonly next: LogCursor
  /** What the page has of this log is of another turn: it is dropped. */
  readonly isAnew: boolean
  /** The number of the first line that is still kept. */
  readonly firstLineNumber: number
  /**
   * What stands in the file above its first line that was read: where it is 0, lines are counted as an editor counts them, else from
   * where reading began. null: it is not known how much.
   */
  readonly skippedBytes: number | null
  /** There is more already: to be asked for at once. */
  readonly hasMore: boolean
  /** They take the place of what was told before under the same numbers: the last line may have had no end yet. */
  readonly lines: readonly ShownLine[]
}

/** One line, as it may be shown: without control characters, cut where it is too long. */
export interface ShownLine {
  readonly lineNumber: number
  /** null: it may be a prompt or an answer, and is not shown. */
  readonly text: string | null
  /** What it says to Headroom; null: nothing. */
  readonly mark: LineMark | null
}

/** `failure`: a failure of this class; `notice`: figures that give notice of one; `load`, `work`: what a model does; `figure`: a figure that is used. */
export type LineMark =
  | { readonly kind: 'failure'; readonly class: FindingClass }
  | { readonly kind: 'notice' | 'load' | 'work' | 'figure' }
