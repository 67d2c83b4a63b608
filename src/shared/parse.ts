/** The text is not of the form that a parser knows. The message names what was looked for. */
export class ParseError extends Error {
  override readonly name = 'ParseError'
}

/** The number that the first group of `pattern` captures. Throws ParseError where it is not found or not finite. */
export function numberIn(text: string, pattern: RegExp): number {
  const captured = pattern.exec(text)?.[1]
  const value = captured === undefined ? Number.NaN : Number(captured)
  if (!Number.isFinite(value)) throw new ParseError(`no number at ${pattern.source}`)
  return value
}

/** The same number, for what was multiplied. Throws ParseError past 2^53, where sums are not exact any more: no machine has as much. */
export function exact(value: number): number {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value
  throw new ParseError('a number that is too great')
}

/** As numberIn, but null where the text has no such number. */
export function numberInIfAny(text: string, pattern: RegExp): number | null {
  const captured = pattern.exec(text)?.[1]
  const value = captured === undefined || captured === '' ? Number.NaN : Number(captured)
  return Number.isFinite(value) ? value : null
}

/** The JSON value of `text`. Throws ParseError, never a SyntaxError. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // a SyntaxError of JSON.parse: foreign text that is not JSON
    throw new ParseError('not JSON')
  }
}

const bytesPerUnit: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
}
const msPerUnit: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 }

/** A number with a unit, whole in the smallest one; null where it is none, or too great to be exact. */
function quantityIn(
  text: string,
  perUnit: Readonly<Record<string, number>>,
  plainUnit: string,
): number | null {
  const [, figure, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const factor = perUnit[(unit || plainUnit).toLowerCase()]
  const value = Math.round(Number(figure) * (factor ?? Number.NaN))
  return Number.isSafeInteger(value) ? value : null
}

/** `22GB` (10^9), `22GiB` (2^30) or plain bytes to whole bytes, as users write sizes (design §3). Throws ParseError. */
export function parseSize(text: string): number {
  const bytes = quantityIn(text, bytesPerUnit, 'b')
  if (bytes !== null) return bytes
  throw new ParseError(`"${text}" is not a size: write 22GB, 22GiB or a number of bytes`)
}

/** `500ms`, `2s`, `5m`, `1h`, `1d`, or plain seconds, to milliseconds. Throws ParseError. */
export function parseDuration(text: string): number {
  const ms = quantityIn(text, msPerUnit, 's')
  if (ms !== null) return ms
  throw new ParseError(`"${text}" is not a duration: write 500ms, 2s, 5m or 1h`)
}

/** How fast a recording plays: `10`, `0.5`. Throws ParseError. */
export function parseSpeed(text: string): number {
  const speed = text.trim() === '' ? Number.NaN : Number(text)
  if (speed > 0 && speed <= 10_000) return speed
  throw new ParseError(`"${text}" is not a speed`)
}
