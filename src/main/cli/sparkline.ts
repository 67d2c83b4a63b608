const blocks = '▁▂▃▄▅▆▇█'
const letters = '_.-:=+*#'
const notKnown = ' '

/** A locale of another writing would make of a block three letters of its own. */
export function writesBlocks({
  LC_ALL,
  LC_CTYPE,
  LANG,
  TERM,
}: Readonly<Record<string, string | undefined>>): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((one) => one !== undefined && one !== '')
  return TERM !== 'linux' && TERM !== 'dumb' && /utf-?8/i.test(locale ?? '')
}

/** Values from 0 to their most, on one line of so many columns at the most; each column is the least of what it stands for. */
export function sparkline(
  values: readonly (number | null)[],
  width: number,
  hasBlocks: boolean,
): string {
  const columns = Math.min(width, values.length)
  const signs = Array.from(hasBlocks ? blocks : letters)
  const most = Math.max(...known(values))
  return Array.from({ length: columns }, (_, index) => {
    const from = Math.floor((index * values.length) / columns)
    const to = Math.floor(((index + 1) * values.length) / columns)
    const here = known(values.slice(from, to))
    if (here.length === 0) return notKnown
    const level = most <= 0 ? 0 : (Math.min(...here) / most) * signs.length
    return signs[Math.min(signs.length - 1, Math.max(0, Math.floor(level)))] ?? notKnown
  }).join('')
}

const known = (values: readonly (number | null)[]): readonly number[] =>
  values.filter((value) => value !== null)
