/** Longer commands are not looked at. */
const maxLength = 32_768

/** `A=1`, before a command. */
export const assignment = /^([A-Za-z_]\w*)=(.*)$/s

/** What a shell would do more than split words: pipes, lists, expansions, patterns. */
const syntax = /[|&;<>()$`*?[\]{}!]/
/** In double quotes only these mean more than themselves. */
const quotedSyntax = /[$`]/

const piece = /\s+|'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^\n])|([^\s'"\\]+)/y

/** The words of one simple command, as `sh -c` is given it; null where a shell would make more of it than words. */
export function shellWords(text: string): readonly string[] | null {
  if (text.length > maxLength) return null
  const line = text.replace(/\\\r?\n/g, ' ').trim()
  const words: string[] = []
  let word: string | null = null
  piece.lastIndex = 0
  while (piece.lastIndex < line.length) {
    const match = piece.exec(line)
    if (match === null) return null
    const [all, single, double, escaped, bare] = match
    if (/^\s*[\n\r]/.test(all)) return null
    if (bare !== undefined && syntax.test(bare)) return null
    // a remark
    if (word === null && bare?.startsWith('#') === true) return null
    if (double !== undefined && quotedSyntax.test(double)) return null
    const part = single ?? unescaped(double) ?? escaped ?? bare
    if (part !== undefined) word = `${word ?? ''}${part}`
    else {
      if (word !== null) words.push(word)
      word = null
    }
  }
  return word === null ? words : [...words, word]
}

/** In double quotes a backslash stands for itself before other characters. */
const unescaped = (text: string | undefined): string | undefined =>
  text?.replace(/\\(["\\])/g, '$1')
