/** What a foreign name may not bring along: control characters (terminal escapes) and marks that turn the writing. */
const unprintable = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu
const maxLength = 120

/** A foreign name as it may be shown: on one line, of bounded length, without control characters. */
export function printable(text: string): string {
  const clean = text.replace(unprintable, '\ufffd')
  return clean.length <= maxLength ? clean : `${clean.slice(0, maxLength - 1)}…`
}
