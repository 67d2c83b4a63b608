/** As one word of a POSIX shell, whatever is in it. */
export const quoted = (text: string): string =>
  /^[\w./:@%+=-]+$/.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`
