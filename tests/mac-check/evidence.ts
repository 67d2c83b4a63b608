import { printable } from '../../src/shared/printable.ts'

const maxChars = 4_000
const maxLines = 60
const maxLineChars = 400
/** What is redacted of a text that is too long: a secret that is cut in two must not stand at the end of what is kept. */
const looksAtChars = 4 * maxChars

/** What a doubt says, as it may be kept: bounded, without secrets, each line without control characters. */
export function evidenceOf(text: string, redact: (text: string) => string): string {
  const clean = redact(text.slice(0, looksAtChars)).slice(0, maxChars)
  const lines = clean.split('\n').map((line) => printable(line.trimEnd(), maxLineChars))
  const kept = lines.slice(0, maxLines)
  const isCut = text.length > maxChars || lines.length > maxLines
  return isCut ? [...kept, `… (${text.length} characters in all)`].join('\n') : kept.join('\n')
}
