/**
 * Whether what stands at `at` is quoted by somebody, rather than said: in double quotes or backquotes, right behind a single
 * one, or in a string of a program or of JSON. Prompts, documents and code quote failures.
 */
export function isQuoted(text: string, at: number): boolean {
  let doubles = 0
  let backs = 0
  for (let index = 0; index < at; index += 1) {
    const code = text.charCodeAt(index)
    if (code === backslash) index += 1
    else if (code === doubleQuote) doubles += 1
    else if (code === backQuote) backs += 1
  }
  const before = text.charCodeAt(at - 1)
  return (
    doubles % 2 === 1 ||
    backs % 2 === 1 ||
    before === singleQuote ||
    isCurly.test(text[at - 1] ?? '')
  )
}

const doubleQuote = 34
const singleQuote = 39
const backslash = 92
const backQuote = 96
const isCurly = /[“„«‘]/
