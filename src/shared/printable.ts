/**
 * What a foreign name may not bring along: control characters (terminal escapes), marks that turn the writing, and signs that
 * nobody sees (zero width, soft hyphens, tags): a name with them looks like another name. Joiners stay within other scripts and
 * within emoji, which are written with them.
 */
const unprintable =
  /[\p{Cc}\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e007f}]|(?<![^\0-\u02ff])[\u200c\u200d]/gu

/** A name with others looks like another name. */
export const isPrintable = (text: string): boolean => text.search(unprintable) === -1

/** A foreign text as it may be shown: on one line, of bounded length, without control characters. */
export function printable(text: string, maxLength = 120): string {
  const clean = text.slice(0, maxLength + 1).replace(unprintable, '\ufffd')
  return clean.length <= maxLength ? clean : `${clean.slice(0, maxLength - 1)}…`
}

/** Our own colours, line ends and tabs; else what may not be printed. */
const inLines = new RegExp(String.raw`(\u001b\[[\d;]{1,12}m|[\n\t])|${unprintable.source}`, 'gu')

/** Lines as a terminal may be given them, whoever has made them: the last wall, behind `printable`. */
export const harmless = (lines: string): string =>
  lines.replace(inLines, (_, own: string | undefined) => own ?? '\ufffd')

const beyondAscii = /[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/** The same value: JSON escapes the controls of ASCII only, and a terminal obeys others too. */
export const harmlessJson = (json: string): string =>
  json.replace(beyondAscii, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
