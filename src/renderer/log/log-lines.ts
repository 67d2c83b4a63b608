import type { LogLines, ShownLine } from '../../shared/log-view.ts'

/** What a page has of a log: lines that follow each other. */
export interface HeldLines {
  readonly lines: readonly ShownLine[]
  /** What stands above the first line that was read; null: not known. Where it is 0 lines have the numbers that an editor gives. */
  readonly skippedBytes: number | null
}

export const noLines: HeldLines = { lines: [], skippedBytes: 0 }

/** With what has been told since: it takes the place of what had the same numbers, and what Core has dropped is dropped. */
export function withTold(held: HeldLines, told: LogLines): HeldLines {
  const { isAnew, lines, firstLineNumber, skippedBytes } = told
  if (isAnew) return { lines, skippedBytes }
  const first = held.lines[0]?.lineNumber ?? firstLineNumber
  const from = Math.max(0, firstLineNumber - first)
  const to = (lines[0]?.lineNumber ?? Number.POSITIVE_INFINITY) - first
  if (from === 0 && isSame(held.lines.slice(to), lines)) return held
  return { lines: [...held.lines.slice(from, to), ...lines], skippedBytes }
}

/** A last line without an end is told again and again. */
const isSame = (held: readonly ShownLine[], told: readonly ShownLine[]): boolean =>
  held.length === told.length && held.every(({ text }, index) => text === told[index]?.text)
