import type { LineMark, ShownLine } from '../../shared/log-view.ts'

/** Which lines are listed. */
export const filters = ['all', 'marked', 'failure', 'notice', 'load'] as const
export type Filter = (typeof filters)[number]

/** A row of the list: a line, or several of which all may be prompts. */
export interface Row extends ShownLine {
  /** So many lines from this number on are hidden; not there: it is one line, and shown. */
  readonly hiddenCount?: number
}

/** What is listed of these lines; `matches`: those alone whose text does. Runs of hidden lines are one row. */
export function rowsOf(
  lines: readonly ShownLine[],
  filter: Filter,
  matches: RegExp | null,
): readonly Row[] {
  const wanted =
    filter === 'all' && matches === null
      ? lines
      : lines.filter((line) => passes(line.mark, filter) && isMatch(line, matches))
  const rows: Row[] = []
  for (const line of wanted) {
    if (line.text !== null) {
      rows.push(line)
      continue
    }
    const before = rows.at(-1)
    if (before?.hiddenCount === undefined || !isNext(before, line))
      rows.push({ ...line, hiddenCount: 1 })
    else rows[rows.length - 1] = joined(before, before.hiddenCount + 1, line.mark)
  }
  return rows
}

const isMatch = ({ text }: ShownLine, matches: RegExp | null): boolean =>
  matches === null || (text !== null && matches.test(text))

const isNext = ({ lineNumber, hiddenCount = 1 }: Row, line: ShownLine): boolean =>
  lineNumber + hiddenCount === line.lineNumber

const joined = (row: Row, hiddenCount: number, mark: LineMark | null): Row => ({
  ...row,
  hiddenCount,
  mark: row.mark?.kind === 'failure' ? row.mark : (mark ?? row.mark),
})

function passes(mark: LineMark | null, filter: Filter): boolean {
  if (filter === 'all') return true
  if (mark === null) return false
  return filter === 'marked' || mark.kind === filter
}

/** How many lines these rows are. */
export const lineCountOf = (rows: readonly Row[]): number =>
  rows.reduce((count, { hiddenCount = 1 }) => count + hiddenCount, 0)

/** The place of the row that holds this line, else of the first one behind it; the last one where there is none. */
export function placeOf(rows: readonly Row[], lineNumber: number): number {
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((rows[middle]?.lineNumber ?? 0) <= lineNumber) low = middle
    else high = middle - 1
  }
  const row = rows[low]
  const isBefore = row !== undefined && row.lineNumber + (row.hiddenCount ?? 1) <= lineNumber
  return isBefore && low < rows.length - 1 ? low + 1 : low
}
