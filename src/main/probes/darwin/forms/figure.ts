import { ParseError } from '../../../../shared/parse.ts'
import { parseBinarySize } from './size.ts'

/** A count of decimal digits alone; null where it is none, or too great to be exact (2^53). */
export function countIn(text: string | undefined): number | null {
  if (text === undefined || !/^\d+$/.test(text)) return null
  const count = Number(text)
  return Number.isSafeInteger(count) ? count : null
}

/** As countIn, but null for 0: where nothing of that kind can be without one (bytes of RAM, cores, a pid). */
export const positiveIn = (text: string | undefined): number | null => countIn(text) || null

/** As parseBinarySize, but null where the text is no size. */
export function sizeIfAny(text: string | undefined): number | null {
  if (text === undefined) return null
  try {
    return parseBinarySize(text)
  } catch (error) {
    // ParseError of parseBinarySize: this one figure is not known
    if (error instanceof ParseError) return null
    throw error
  }
}

/** A size with a unit above the byte is rounded to what was printed of it. */
export const isRoundedSize = (text: string): boolean => /[KMGTP]B?[+-]?\s*$/.test(text)
