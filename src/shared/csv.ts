/** A number, a text of whoever wrote it, or null for what is not known: an empty field. */
export type CsvField = number | string | null

/**
 * A field begins a formula by one of these, in whatever spreadsheet it is opened (OWASP, CSV Injection); the wide ones where a
 * Japanese keyboard writes them. It also begins behind a separator that the spreadsheet takes instead of ours: `;` in half of Europe.
 */
const formulaBegin = /(^|[,;|\t\r\n])(["'\s]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g

/** RFC 4180: quoted where it has to be. A text that a spreadsheet would run has an apostrophe before it, which shows it as it is. */
export function csvField(field: CsvField): string {
  if (field === null) return ''
  if (typeof field === 'number') return Number.isFinite(field) ? String(field) : ''
  const text = field.replace(formulaBegin, "$1$2'")
  return /[",\r\n;|\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows end as RFC 4180 has it, the last one too. */
export const csvOf = (names: readonly string[], rows: readonly (readonly CsvField[])[]): string =>
  [names, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('')
