/** What a foreign name may not bring along: control characters (terminal escapes) and marks that turn the writing. */
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g
const maxLength = 120

/** A foreign name as it may be shown: on one line, of bounded length, without control characters. */
export function printable(text: string): string {
  const clean = text.replace(unprintable, '\ufffd')
  return clean.length <= maxLength ? clean : `${clean.slice(0, maxLength - 1)}…`
}
