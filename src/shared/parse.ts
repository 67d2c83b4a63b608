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

const sizePattern = /^(\d+(?:\.\d+)?)\s*(B|[KMGT]i?B)?$/i
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

/** `22GB` (10^9), `22GiB` (2^30) or plain bytes to whole bytes, as users write sizes (design §3). Throws ParseError. */
export function parseSize(text: string): number {
  const match = sizePattern.exec(text.trim())
  const perUnit = bytesPerUnit[(match?.[2] ?? 'B').toLowerCase()]
  const bytes =
    match === null || perUnit === undefined ? Number.NaN : Math.round(Number(match[1]) * perUnit)
  if (!Number.isSafeInteger(bytes)) {
    throw new ParseError(`"${text}" is not a size: write 22GB, 22GiB or a number of bytes`)
  }
  return bytes
}

const durationPattern = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?$/i
const msPerUnit: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 }

/** `500ms`, `2s`, `5m`, `1h`, `1d`, or plain seconds, to milliseconds. Throws ParseError. */
export function parseDuration(text: string): number {
  const match = durationPattern.exec(text.trim())
  const perUnit = msPerUnit[(match?.[2] ?? 's').toLowerCase()]
  const ms =
    match === null || perUnit === undefined ? Number.NaN : Math.round(Number(match[1]) * perUnit)
  if (!Number.isSafeInteger(ms)) {
    throw new ParseError(`"${text}" is not a duration: write 500ms, 2s, 5m or 1h`)
  }
  return ms
}
