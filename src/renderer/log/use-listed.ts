import { useMemo } from 'react'
import type { ShownLine } from '../../shared/log-view.ts'
import type { Cursor } from './cursor.ts'
import type { Looking } from './LogBar.tsx'
import { placeOf, rowsOf } from './rows.ts'
import { matchesIn, nextMatch, patternOf } from './search.ts'

/** What is listed of a log, and what is found in it. */
export function useListed(
  lines: readonly ShownLine[],
  { text, filter, onlyMatches }: Looking,
  cursor: Cursor | null,
) {
  const pattern = useMemo(() => patternOf(text), [text])
  const wanted = onlyMatches ? pattern : null
  const rows = useMemo(() => rowsOf(lines, filter, wanted), [lines, filter, wanted])
  const matches = useMemo(() => matchesIn(rows, pattern), [rows, pattern])
  const place = cursor === null || rows.length === 0 ? null : placeOf(rows, cursor.lineNumber)
  const at = place === null ? 0 : matches.indexOf(place) + 1
  return {
    rows,
    pattern,
    found: pattern === null ? null : { at, count: matches.length },
    /** The line of the next match, or of the one before; null: there is none. */
    matchBy: (step: 1 | -1): number | null =>
      rows[nextMatch(matches, place, step) ?? -1]?.lineNumber ?? null,
  }
}
