/**
 * How many of the first items are `isEarly`, found by halving. Every early item must stand before every other, as the
 * moments up to an instant do in a list in the order of time.
 */
export function countEarly<T>(items: readonly T[], isEarly: (item: T) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = items[middle]
    if (item !== undefined && isEarly(item)) low = middle + 1
    else high = middle
  }
  return low
}
