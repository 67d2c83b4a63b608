import { hasInstant, instantIn, prefixAt } from '../logs/log-text.ts'

/** So far above a line that has no date of its own one is looked for. */
const maxLookBack = 65_536
/** And for a line of the next piece: few lines have no date where others have. */
const maxLeftBehind = 4_096

/** When lines were printed that have no date of their own. */
export interface Dates {
  /** A line of this piece, which begins at `from`, and has been read. */
  note(from: number, printed: string): void
  /** By the nearest line above that has a date; null where none had. */
  above(text: string, from: number): number | null
  /** The piece is over. */
  next(text: string): void
}

export function createDates(): Dates {
  /** Of the pieces before. */
  let knownMs: number | null = null
  /** The nearest one in this piece. */
  let dated: string | null = null
  /** Above this nothing is nearer: a log that does nothing but fail is looked through once. */
  let lookedTo = 0

  const nearestMs = (): number | null => (dated === null ? knownMs : (instantIn(dated) ?? knownMs))

  return {
    note: (from, printed) => {
      if (!hasInstant(printed)) return
      dated = printed
      lookedTo = from
    },
    above: (text, from) => {
      dated = datedLine(text, Math.max(lookedTo, from - maxLookBack), from) ?? dated
      lookedTo = from
      return nearestMs()
    },
    next: (text) => {
      dated = datedLine(text, Math.max(lookedTo, text.length - maxLeftBehind), text.length) ?? dated
      knownMs = nearestMs()
      dated = null
      lookedTo = 0
    },
  }
}

const dates = /20\d\d[-/]\d\d[-/]\d\d(?: - |[ T])\d\d:\d\d/g
/** Dates stand near the beginnings of lines; what stands further in is not the line's own. */
const maxBefore = 120

/** The beginning of the last line with a date between two places. */
function datedLine(text: string, from: number, to: number): string | null {
  let found: string | null = null
  for (const { index } of text.slice(from, to).matchAll(dates)) {
    const begin = lineBegin(text, from + index)
    const prefix = begin === null ? '' : prefixAt(text, begin)
    if (hasInstant(prefix)) found = prefix
  }
  return found
}

/** null where it is far above. */
function lineBegin(text: string, at: number): number | null {
  for (let begin = at; begin >= Math.max(0, at - maxBefore); begin -= 1) {
    const code = begin === 0 ? 10 : text.charCodeAt(begin - 1)
    if (code === 10 || code === 13) return begin
  }
  return null
}
