export interface Column {
  readonly title: string
  readonly isNumber?: boolean
}

/** Rows under their titles, each column as wide as its widest cell; numbers stand at the right. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  )
  const lineOf = (cells: readonly string[]): string =>
    columns
      .map(({ isNumber }, index) => {
        const cell = cells[index] ?? ''
        const width = widths[index] ?? 0
        return isNumber === true ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width))
  return [columns.map(({ title }) => title), rule, ...rows].map(lineOf).join('\n')
}
