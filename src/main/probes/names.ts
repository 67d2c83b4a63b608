import { jsonIn, ParseError } from '../../shared/parse.ts'

// ["1","2","self","meminfo"]
/** The names of a folder's entries, as Host answers a `dir` question. */
export function parseNames(text: string): readonly string[] {
  const names = jsonIn(text)
  if (!Array.isArray(names)) throw new ParseError('not a list of names')
  return names.map(String)
}
