import { placeOf, type Row } from './rows.ts'

/** The line that the keyboard is at, and the other end of what is selected: the same where that is one line. */
export interface Cursor {
  readonly lineNumber: number
  readonly from: number
}

/** The places of the rows that are selected, the first and the last. */
export function selectedIn(
  rows: readonly Row[],
  cursor: Cursor | null,
): readonly [number, number] | null {
  if (cursor === null || rows.length === 0) return null
  const [a, b] = [placeOf(rows, cursor.from), placeOf(rows, cursor.lineNumber)]
  return a < b ? [a, b] : [b, a]
}

/** What is copied: the lines that are selected and shown. */
export function copiedFrom(rows: readonly Row[], cursor: Cursor | null): string {
  const selected = selectedIn(rows, cursor)
  if (selected === null) return ''
  const [first, last] = selected
  return rows
    .slice(first, last + 1)
    .flatMap(({ text }) => text ?? [])
    .join('\n')
}

/** Where a key leads, among so many rows; null: nowhere. */
export function placeByKey(
  key: string,
  at: number | null,
  { count, rowsInSight }: { readonly count: number; readonly rowsInSight: number },
): number | null {
  if (count === 0) return null
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: rowsInSight,
    PageUp: -rowsInSight,
    Home: -count,
    End: count,
  }
  const step = steps[key]
  if (step === undefined) return null
  if (at === null) return key === 'Home' || (step > 0 && key !== 'End') ? 0 : count - 1
  return Math.min(count - 1, Math.max(0, at + step))
}
