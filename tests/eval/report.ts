import { formatTable } from '../frame/table.ts'
import type { Suite, SuiteResult } from './suite.ts'

/** The table shows the first few; the last line has all. */
const shownWrong = 30

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')

/** What a suite found, for people. */
export function reportOf(
  { name, measures }: Suite,
  { total, right, wrong, table, tableBelow }: SuiteResult,
): string {
  const rows = wrong
    .slice(0, shownWrong)
    .map((one) => [one.id, one.field, shown(one.expected), shown(one.got)])
  const hidden = wrong.length - rows.length
  const columns = ['wrong', 'field', 'expected', 'got'].map((title) => ({ title }))
  return [
    `${name}: ${measures}`,
    '',
    formatTable(table.columns, table.rows),
    ...(tableBelow === undefined ? [] : ['', formatTable(tableBelow.columns, tableBelow.rows)]),
    ...(rows.length === 0 ? [] : ['', formatTable(columns, rows)]),
    ...(hidden === 0 ? [] : [`… and ${hidden} more`]),
    '',
    `${right} of ${total} right`,
  ].join('\n')
}

/** The same as the JSON object of the last line (design §5). */
export const lastLineOf = (
  { name }: Suite,
  { total, right, wrong, further }: SuiteResult,
): string => JSON.stringify({ suite: name, total, right, wrong, ...further })
