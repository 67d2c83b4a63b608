/** Of a standard bell: 95 % lie within. */
const z = 1.959964

export interface Interval {
  readonly low: number
  readonly high: number
}

const rounded = (value: number, digits = 4): number => Number(value.toFixed(digits))

/** Wilson's score interval of a share, 95 %; null of nothing. */
export function wilson(right: number, total: number): Interval | null {
  if (total === 0) return null
  const share = right / total
  const spread = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total))
  const middle = share + (z * z) / (2 * total)
  const scale = 1 + (z * z) / total
  return {
    low: rounded(Math.max(0, (middle - spread) / scale)),
    high: rounded(Math.min(1, (middle + spread) / scale)),
  }
}

/** Of counts in a time, 95 %, per hour: none in n hours is up to 3/n (the rule of three); else by the square root. */
export function ratePerHour(count: number, hours: number): Interval | null {
  if (hours <= 0) return null
  if (count === 0) return { low: 0, high: rounded(3 / hours) }
  const low = (Math.sqrt(count) - z / 2) ** 2
  const high = (Math.sqrt(count + 1) + z / 2) ** 2
  return { low: rounded((count < 1 ? 0 : low) / hours), high: rounded(high / hours) }
}

/** The value below which a share of them lies; null of none. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null
}

/** Of a quantile by order statistics, 95 %: which of the sorted values bound it, by the bell of a binomial. */
export function quantileInterval(values: readonly number[], share: number): Interval | null {
  const sorted = values.toSorted((a, b) => a - b)
  const count = sorted.length
  const spread = z * Math.sqrt(count * share * (1 - share))
  const low = sorted[Math.max(0, Math.floor(count * share - spread))]
  const high = sorted[Math.min(count - 1, Math.ceil(count * share + spread))]
  return low === undefined || high === undefined ? null : { low, high }
}
