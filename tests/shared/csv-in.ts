/** RFC 4180 as a reader of another hand has it: a field is quoted whole or not at all. Throws where it is neither. */
export function rowsInCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const { field, next } = text[at] === '"' ? quotedAt(text, at) : plainAt(text, at)
    row.push(field)
    if (text[next] === ',') {
      at = next + 1
      if (at === text.length) row.push('')
    } else if (text.startsWith('\r\n', next)) {
      rows.push(row)
      row = []
      at = next + 2
    } else throw new Error(`no field ends at ${next}`)
  }
  if (row.length > 0) throw new Error('the last row has no end')
  return rows
}

function quotedAt(text: string, from: number): { field: string; next: number } {
  let field = ''
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') field += text[at]
    else if (text[at + 1] === '"') {
      field += '"'
      at += 1
    } else return { field, next: at + 1 }
  }
  throw new Error(`the quote at ${from} is never closed`)
}

function plainAt(text: string, from: number): { field: string; next: number } {
  const rest = /^[^",\r\n]*/.exec(text.slice(from))?.[0] ?? ''
  return { field: rest, next: from + rest.length }
}

/** By the names of the first row. */
export function recordsInCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = rowsInCsv(text)
  return rows.map((row) => {
    if (row.length !== names.length) throw new Error(`a row of ${row.length} fields`)
    return Object.fromEntries(names.map((name, index) => [name, row[index] ?? '']))
  })
}
