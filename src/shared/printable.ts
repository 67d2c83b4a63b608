/** What a foreign name may not bring along: control characters (terminal escapes) and marks that turn the writing. */
const unprintable = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu

/** A name with others looks like another name. */
export const isPrintable = (text: string): boolean => text.search(unprintable) === -1

/** A foreign text as it may be shown: on one line, of bounded length, without control characters. */
export function printable(text: string, maxLength = 120): string {
  const clean = text.slice(0, maxLength + 1).replace(unprintable, '\ufffd')
  return clean.length <= maxLength ? clean : `${clean.slice(0, maxLength - 1)}…`
}
