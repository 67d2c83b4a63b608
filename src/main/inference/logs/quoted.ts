/** Whether somebody tells what a program has said: in quotes, or in a list with words of his own behind it. */
export const isRetold = (text: string, { index, 0: said }: RegExpExecArray): boolean =>
  index > 0 &&
  (isQuoted(text, index) || (listed.test(text) && !ending.test(text.slice(index + said.length))))

/** A point of a list, a heading, a quotation. */
const listed = /^(?:[-*•+>]|#{1,6}|\d{1,3}[.)]) /
// …) Tried to allocate 1.37 GB on private pool. Use PYTORCH_MPS_HIGH_WATERMARK_RATIO=0.0 to disable upper limit for memory …
/** With what a sentence of a program may end, behind what is looked for. */
const ending =
  /^(?: on (?:private|shared) pool)?[.:]?(?: Use PYTORCH_\w{1,60}=[\d.]{1,8} to disable upper limit for memory allocations(?: \(may cause system failure\))?\.?)?[\s│|]{0,200}$/

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
