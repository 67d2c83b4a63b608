/** NaN of nothing. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (index: number): number => sorted[index] ?? Number.NaN
  const half = sorted.length / 2
  return sorted.length % 2 === 0 ? (at(half - 1) + at(half)) / 2 : at(Math.floor(half))
}
