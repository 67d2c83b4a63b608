import { contrastOf } from '../../browser/contrast.ts'

/** As WCAG 2.2 counts it, of `#2458b3`. */
export function contrastOfHex(one: string, other: string): number {
  const rgb = (hex: string): string =>
    [1, 3, 5].map((from) => Number.parseInt(hex.slice(from, from + 2), 16)).join(' ')
  return contrastOf(rgb(one), rgb(other))
}
