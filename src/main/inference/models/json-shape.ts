import { ParseError } from '../../../shared/parse.ts'

interface JsonLimits {
  readonly maxDepth: number
  /** Commas: what stands between them is an item. */
  readonly maxItems: number
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const isOpening = (code: number): boolean => code === 0x7b || code === 0x5b
const isClosing = (code: number): boolean => code === 0x7d || code === 0x5d

/** Throws ParseError where JSON is too deep or has too many items: before it is parsed, for that is what takes the memory. */
export function checkJsonShape(text: string, { maxDepth, maxItems }: JsonLimits): void {
  let depth = 0
  let itemCount = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (isOpening(code)) depth += 1
    else if (isClosing(code)) depth -= 1
    else if (code === comma) itemCount += 1
    if (depth > maxDepth) throw new ParseError(`its JSON is deeper than ${maxDepth}`)
    if (itemCount > maxItems) throw new ParseError(`its JSON has more than ${maxItems} items`)
  }
}

/** Where the string that begins at `start` ends; the end of the text where it does not. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) return at
    if (code === backslash) at += 1
  }
  return text.length
}
