import { jsonIn, ParseError } from '../../shared/parse.ts'

const isText = (value: unknown): value is string => typeof value === 'string'

// ["1","2","self","meminfo"]
/** The names of a folder's entries, as Host answers a `dir` question. */
export function parseNames(text: string): readonly string[] {
  const names = jsonIn(text)
  if (!Array.isArray(names) || !names.every(isText)) throw new ParseError('not a list of names')
  return names
}
