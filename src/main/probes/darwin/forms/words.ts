/** A run of characters between blanks, and where it stands in its line. */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

export function wordsOf(line: string): readonly Word[] {
  const words: Word[] = []
  for (const { 0: text, index } of line.matchAll(/\S+/g)) {
    words.push({ text, start: index, end: index + text.length })
  }
  return words
}

/** The header of a table: names in capitals, `PID` among them. */
export const isHeader = (words: readonly Word[]): boolean =>
  words.some(({ text }) => text === 'PID') && words.every(({ text }) => /^[A-Z%#_]+$/.test(text))
