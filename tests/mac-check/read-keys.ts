/** What a parser has read: in words for evidence, and which of the keys that must be there are not. */
export interface ReadKeys {
  readonly text: string
  readonly missing: readonly string[]
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Map) &&
  !(value instanceof Set)

const isKnown = (value: unknown): boolean =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)

/** Of rows it is enough when most tell it: a process may end while it is listed. */
const mostOfRows = 0.95

export function keysRead(value: unknown, must: readonly string[]): ReadKeys {
  if (value instanceof Map) return { text: `${value.size} entries`, missing: [] }
  if (Array.isArray(value)) return ofRows(value, must)
  if (isFields(value)) return ofFields(value, must)
  return { text: `it reads ${JSON.stringify(value)}`, missing: [] }
}

function ofFields(fields: Fields, must: readonly string[]): ReadKeys {
  const names = Object.keys(fields)
  const unknown = names.filter((name) => !isKnown(fields[name]))
  const told = `our parser reads ${names.length - unknown.length} of ${names.length} keys`
  return {
    text: unknown.length === 0 ? told : `${told}; not told: ${unknown.join(', ')}`,
    missing: must.filter((name) => !isKnown(fields[name])),
  }
}

function ofRows(rows: readonly unknown[], must: readonly string[]): ReadKeys {
  const fields = rows.filter(isFields)
  if (fields.length === 0) return { text: `${rows.length} rows`, missing: [] }
  const names = [...new Set(fields.flatMap((row) => Object.keys(row)))]
  const countOf = (name: string): number => fields.filter((row) => isKnown(row[name])).length
  return {
    text: `our parser reads ${rows.length} rows; ${names.map((name) => `${name} in ${countOf(name)}`).join(', ')}`,
    missing: must.filter((name) => countOf(name) < mostOfRows * fields.length),
  }
}
