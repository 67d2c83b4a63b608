import { pid, type Pid } from '../../../shared/ids.ts'
import { countIn, sizeIfAny } from './forms/figure.ts'
import type { Word } from './forms/words.ts'

/** A row of top's table; the cells are asked for by their column. */
export interface TopCells {
  readonly command: string | null
  readonly cell: (column: string) => string | undefined
}

/** The words of a row under their columns; the command may be several. */
interface Cells {
  readonly before: readonly Word[]
  readonly command: string | null
  readonly after: readonly Word[]
}

/**
 * The cells of one line, or null where they cannot be told apart safely. Only COMMAND holds blanks, so the others are
 * counted from both ends; then each must stand where its column does. A cell too wide for its column (`54499*`) pushes the
 * rest to the right, and a command in another script moves it, because top pads bytes.
 */
export function topCellsOf(
  line: string,
  words: readonly Word[],
  columns: readonly Word[],
): TopCells | null {
  const commandAt = columns.findIndex(({ text }) => text === 'COMMAND')
  const cells = cellsOf(line, words, columns.length, commandAt)
  if (cells === null) return null
  const others = columns.filter((_, index) => index !== commandAt)
  const figures = [...cells.before, ...cells.after]
  const [left, right] = [others.slice(0, cells.before.length), others.slice(cells.before.length)]
  const isAligned = standUnder(cells.before, left, 0) && standUnder(cells.after, right, null)
  if (!isAligned && !others.every(({ text }, index) => hasForm(text, figures[index]?.text ?? ''))) {
    return null
  }
  return {
    command: cells.command,
    cell: (column) => figures[others.findIndex(({ text }) => text === column)]?.text,
  }
}

function cellsOf(
  line: string,
  words: readonly Word[],
  columnCount: number,
  commandAt: number,
): Cells | null {
  if (commandAt < 0) {
    return words.length === columnCount ? { before: words, command: null, after: [] } : null
  }
  if (words.length < columnCount) return null
  const afterCount = columnCount - commandAt - 1
  const named = words.slice(commandAt, words.length - afterCount)
  const [first, last] = [named[0], named.at(-1)]
  if (first === undefined || last === undefined) return null
  return {
    before: words.slice(0, commandAt),
    command: line.slice(first.start, last.end),
    after: words.slice(words.length - afterCount),
  }
}

/**
 * Each word as far from its column as the one before it, or pushed on by that one. `shift`: how far the first may be; null
 * where the command stands before it. A cell left empty shows: the words to its left are then under the wrong columns.
 */
function standUnder(
  words: readonly Word[],
  columns: readonly Word[],
  shift: number | null,
): boolean {
  let expected = shift
  let endBefore = -1
  for (const [index, { start, end }] of words.entries()) {
    const moved = start - (columns[index]?.start ?? 0)
    const isPushed = expected !== null && moved > expected && start === endBefore + 1 && index > 0
    if (expected !== null && moved !== expected && !isPushed) return false
    expected = moved
    endBefore = end
  }
  return true
}

// 4208K  1423M+  0B  N/A: top always prints the unit
const sizeForm = /^\d+(?:[.,]\d+)?[BKMGTP][+-]?$/

/** Whether a cell can be of this column, for rows that another program has trimmed. */
function hasForm(column: string, text: string): boolean {
  switch (column) {
    case 'PID':
    case 'PPID':
      return topPidIn(text) !== null
    case 'MEM':
    case 'CMPRS':
      return sizeForm.test(text)
    case 'UID':
      return countIn(text) !== null
    case 'POWER':
      return /^\d+[.,]\d+$/.test(text)
    default:
      return false
  }
}

export const topSizeIn = (text: string | undefined): number | null =>
  text !== undefined && sizeForm.test(text) ? sizeIfAny(text) : null

/** Some releases print `*` behind the pid of a "foreign" processor type: not a sign of Rosetta. */
export function topPidIn(text: string | undefined): Pid | null {
  const value = countIn(text?.replace(/\*$/, ''))
  return value === null ? null : pid(value)
}
