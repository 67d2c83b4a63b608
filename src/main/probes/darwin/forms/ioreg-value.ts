import { ParseError } from '../../../../shared/parse.ts'

/** A value of the IO registry as both of its written forms give it: objects are dictionaries. */
export type IoregValue =
  number | string | boolean | readonly IoregValue[] | { readonly [key: string]: IoregValue }

/** Dictionaries in lists in dictionaries: what we read has two levels. */
const maxDepth = 16

const token = /\s*(?:"([^"]*)"|<([^<>]*)>|(-?\d+)|(Yes|No)|([{}()=,]))/y

interface Cursor {
  readonly text: string
  at: number
}

type Token =
  | { readonly kind: 'value'; readonly value: IoregValue }
  | { readonly kind: 'mark'; readonly mark: string }

// {"In use system memory"=0,"Device Utilization %"=12}
// ({"API"=1,"isBusy"=Yes},<01a0>,<"Intel Iris">)
/**
 * One value in the text form of `ioreg` (IOKitTools ioreg.c), whole: a clipped one is a ParseError. Data (`<...>`) is its
 * text. Numbers are as printed, so that what passes 2^53 is not exact: see countOf.
 */
export function parseIoregValue(text: string): IoregValue {
  const cursor = { text, at: 0 }
  const value = valueAt(cursor, 0)
  if (text.slice(cursor.at).trim() !== '') throw new ParseError('more than one value')
  return value
}

function nextToken(cursor: Cursor): Token {
  token.lastIndex = cursor.at
  const [whole, quoted, data, digits, truth, mark] = token.exec(cursor.text) ?? []
  if (whole === undefined) throw new ParseError(`not a value of ioreg at ${cursor.at}`)
  cursor.at += whole.length
  if (mark !== undefined) return { kind: 'mark', mark }
  if (quoted !== undefined) return { kind: 'value', value: quoted }
  if (digits !== undefined) return { kind: 'value', value: Number(digits) }
  if (data !== undefined) return { kind: 'value', value: textOfData(data) }
  return { kind: 'value', value: truth === 'Yes' }
}

function valueAt(cursor: Cursor, depth: number): IoregValue {
  if (depth > maxDepth) throw new ParseError(`more than ${maxDepth} levels`)
  const first = nextToken(cursor)
  if (first.kind === 'value') return first.value
  if (first.mark === '(') return listAt(cursor, depth)
  if (first.mark === '{') return dictionaryAt(cursor, depth)
  throw new ParseError(`no value at ${cursor.at}`)
}

function listAt(cursor: Cursor, depth: number): readonly IoregValue[] {
  const values: IoregValue[] = []
  if (takesMark(cursor, ')')) return values
  for (;;) {
    values.push(valueAt(cursor, depth + 1))
    if (takesMark(cursor, ')')) return values
    expectMark(cursor, ',')
  }
}

function dictionaryAt(cursor: Cursor, depth: number): IoregValue {
  const entries: [string, IoregValue][] = []
  if (takesMark(cursor, '}')) return {}
  for (;;) {
    const key = nextToken(cursor)
    if (key.kind === 'mark') throw new ParseError(`no key at ${cursor.at}`)
    expectMark(cursor, '=')
    entries.push([String(key.value), valueAt(cursor, depth + 1)])
    if (takesMark(cursor, '}')) return Object.fromEntries(entries)
    expectMark(cursor, ',')
  }
}

function takesMark(cursor: Cursor, mark: string): boolean {
  const { at } = cursor
  const next = nextToken(cursor)
  if (next.kind === 'mark' && next.mark === mark) return true
  cursor.at = at
  return false
}

function expectMark(cursor: Cursor, mark: string): void {
  if (!takesMark(cursor, mark)) throw new ParseError(`no "${mark}" at ${cursor.at}`)
}

/** Printable data is written in quotes, the rest in hexadecimal digits; a C string ends in NUL. */
function textOfData(written: string): string {
  const quoted = /^"(.*)"$/.exec(written)?.[1]
  if (quoted !== undefined) return quoted
  const codes = (written.match(/[\da-f]{2}/gi) ?? []).map((digits) => Number.parseInt(digits, 16))
  return textOfBytes(codes)
}

export const textOfBytes = (bytes: Iterable<number>): string =>
  Array.from(bytes, (code) => String.fromCharCode(code))
    .join('')
    .split('\0', 1)
    .join('')
