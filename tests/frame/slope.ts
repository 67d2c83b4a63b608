export interface Point {
  readonly x: number
  readonly y: number
}

/** How much y grows while x grows by one: of the line of least squares. NaN where all points stand at one x. */
export function slopeOf(points: readonly Point[]): number {
  const meanX = meanOf(points.map(({ x }) => x))
  const meanY = meanOf(points.map(({ y }) => y))
  const covariance = meanOf(points.map(({ x, y }) => (x - meanX) * (y - meanY)))
  const variance = meanOf(points.map(({ x }) => (x - meanX) ** 2))
  return covariance / variance
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** What is settled: the later half. */
export const laterHalf = <T>(items: readonly T[]): readonly T[] =>
  items.slice(Math.floor(items.length / 2))
