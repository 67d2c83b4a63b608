const maxLineLength = 72

/** A sentence over as many lines as it needs, cut between words; a menu does not do it by itself. */
export function wrapped(sentence: string): readonly string[] {
  const lines: string[] = []
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || `${last} ${word}`.length > maxLineLength) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
