/** More letters that differ make another word, not a slip. */
const mostSlips = 3

/** The word that was probably meant; null where none is near. */
export function nearestWord(given: string, words: readonly string[]): string | null {
  const [nearest] = words
    .map((word) => ({ word, slips: slipsBetween(given.toLowerCase(), word) }))
    .filter(
      ({ word, slips }) => slips <= mostSlips || word.split('-').includes(given.toLowerCase()),
    )
    .toSorted((a, b) => a.slips - b.slips)
  return nearest?.word ?? null
}

/** Levenshtein's distance: letters to put in, to leave out or to change. */
function slipsBetween(a: string, b: string): number {
  const first = Array.from({ length: b.length + 1 }, (_, index) => index)
  const last = Array.from(a.slice(0, 64)).reduce<readonly number[]>((above, letter, row) => {
    const own = [row + 1]
    for (const [column, other] of [...b].entries()) {
      const changed = (above[column] ?? 0) + (letter === other ? 0 : 1)
      own.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (own[column] ?? 0) + 1))
    }
    return own
  }, first)
  return last.at(-1) ?? 0
}
