import { printable } from './printable.ts'

/** As one word of a POSIX shell, whatever is in it. */
export const quoted = (text: string): string =>
  /^[\w./:@%+=-]+$/.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`

/** A foreign name as the last word of a command, to be pasted into a shell; null where it cannot be written as it is. */
export const shellCommand = (command: string, name: string): string | null =>
  name !== '' && printable(name, name.length) === name ? `${command} ${safeWord(name)}` : null

/** What begins with a dash would be taken for an option. */
const safeWord = (name: string): string =>
  name.startsWith('-') ? `-- ${quoted(name)}` : quoted(name)
