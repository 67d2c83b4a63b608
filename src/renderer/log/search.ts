import type { Row } from './rows.ts'

/** What is typed, as it stands, in whatever case; null: nothing is. */
export const patternOf = (text: string): RegExp | null =>
  text.trim() === '' ? null : new RegExp(text.trim().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'iu')

/** The places of the rows in which it stands. */
export function matchesIn(rows: readonly Row[], pattern: RegExp | null): readonly number[] {
  if (pattern === null) return []
  const places: number[] = []
  rows.forEach(({ text }, place) => {
    if (text !== null && pattern.test(text)) places.push(place)
  })
  return places
}

/** The next match behind a row, or the one before it, all around; null where there is none. */
export function nextMatch(
  matches: readonly number[],
  from: number | null,
  step: 1 | -1,
): number | null {
  const found =
    step === 1
      ? matches.find((place) => from === null || place > from)
      : matches.findLast((place) => from === null || place < from)
  return found ?? (step === 1 ? matches[0] : matches.at(-1)) ?? null
}

export interface Piece {
  readonly text: string
  readonly isMatch: boolean
}

/** Of a line of one letter. */
const maxMatches = 200

/** A text in pieces: what matches, and what stands between. */
export function piecesOf(text: string, pattern: RegExp | null): readonly Piece[] {
  if (pattern === null) return [{ text, isMatch: false }]
  const all = new RegExp(pattern.source, 'giu')
  const pieces: Piece[] = []
  let at = 0
  for (const match of [...text.matchAll(all)].slice(0, maxMatches)) {
    pieces.push({ text: text.slice(at, match.index), isMatch: false })
    pieces.push({ text: match[0], isMatch: true })
    at = match.index + match[0].length
  }
  return [...pieces, { text: text.slice(at), isMatch: false }].filter((piece) => piece.text !== '')
}
