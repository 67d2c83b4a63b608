import { printable } from '../../../shared/printable.ts'

/** What servers answer is foreign: every figure is checked, every text is cut, every key may be missing. */
const maxTextLength = 200
/** A server that lists more than this is not listened to any further. */
const maxListLength = 1_000
/** No machine has as much memory; what is above is no size. */
const maxBytes = 2 ** 46

type Fields = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at `a.b.c`; undefined where there is none. */
export const at = (json: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      json,
    )

/** The list at `path`; null where there is none. */
export function listAt(json: unknown, path: string): readonly unknown[] | null {
  const list = path === '' ? json : at(json, path)
  return Array.isArray(list) ? list.slice(0, maxListLength) : null
}

/** The object at `path` by its keys; null where there is none. */
export function fieldsAt(json: unknown, path: string): Fields | null {
  const fields = path === '' ? json : at(json, path)
  return isObject(fields) ? fields : null
}

/** Shown as text only, cut, without what a terminal would obey; null where it is none, or empty. */
export function textAt(json: unknown, path: string): string | null {
  const text = at(json, path)
  if (typeof text !== 'string' || text.trim() === '') return null
  return printable(text, maxTextLength).toWellFormed() // half a letter is none in an address
}

/** Whether a text of `textAt` is as it came. One that was cut, or cleaned, names another thing than was meant. */
export const isAsItCame = (text: string): boolean =>
  !text.includes('\ufffd') && !(text.length >= maxTextLength && text.endsWith('…'))

/** Finite and not below 0. */
export function figureAt(json: unknown, path: string): number | null {
  const figure = at(json, path)
  return typeof figure === 'number' && Number.isFinite(figure) && figure >= 0 ? figure : null
}

export function countAt(json: unknown, path: string): number | null {
  const count = figureAt(json, path)
  return Number.isSafeInteger(count) ? count : null
}

export function bytesAt(json: unknown, path: string): number | null {
  const bytes = countAt(json, path)
  return bytes !== null && bytes <= maxBytes ? bytes : null
}

export function flagAt(json: unknown, path: string): boolean | null {
  const flag = at(json, path)
  return typeof flag === 'boolean' ? flag : null
}

/** Without a zone it would be read as of this machine's. */
const zoned = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i

/** RFC 3339 with its zone, or seconds or milliseconds since 1970 by their size; null where it is none. */
export function instantAt(json: unknown, path: string): number | null {
  const value = at(json, path)
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || value <= 0) return null
    return Math.round(value < 1e11 ? value * 1_000 : value)
  }
  if (typeof value !== 'string' || !zoned.test(value)) return null
  const ms = Date.parse(value)
  return Number.isFinite(ms) ? ms : null
}

/** Without a leading v and without what stands behind a blank: `v3.9.0 (82c191a)` is `3.9.0`. */
export function versionAt(json: unknown, path: string): string | null {
  const text = textAt(json, path)
  return text === null ? null : (/^v?(\S+)/.exec(text.trim())?.[1] ?? null)
}

/** Seconds to milliseconds; null stays null. */
export const inMs = (seconds: number | null): number | null =>
  seconds === null ? null : seconds * 1_000
