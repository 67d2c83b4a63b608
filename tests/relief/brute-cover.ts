import type { Item } from '../../src/main/relief/cover.ts'

export interface Best {
  readonly harm: number
  /** Of all sets with the least harm the fewest items, then the least excess. */
  readonly count: number
}

/** Every set there is: what is right by its very definition, and slow. */
export function bruteCover(items: readonly Item[], needs: readonly number[]): Best | null {
  const isEnough = (some: readonly Item[]): boolean =>
    needs.every((need, at) => some.reduce((sum, { gives }) => sum + (gives[at] ?? 0), 0) >= need)
  let best: Best | null = null
  for (let mask = 0; mask < 2 ** items.length; mask += 1) {
    const some = items.filter((_, index) => (mask >> index) % 2 === 1)
    if (!isEnough(some)) continue
    const harm = some.reduce((sum, one) => sum + one.harm, 0)
    const isBetter =
      best === null || harm < best.harm || (harm === best.harm && some.length < best.count)
    if (isBetter) best = { harm, count: some.length }
  }
  return best
}
