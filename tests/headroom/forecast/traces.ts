import type { Point } from '../../../src/main/headroom/forecast/slope.ts'
import { createLineTrend } from '../../../src/main/headroom/forecast/line-trend.ts'
import type { Trend } from '../../../src/main/headroom/forecast/trend.ts'
import { createRandom } from '../../frame/random.ts'

export const mb = (count: number): number => count * 1e6
export const lineBytes = 64e9
export const startMs = 1_795_000_000_000

/** Numbers around 0 with a standard deviation of 1, the same again by the same seed. */
export function createNoise(seed: number): () => number {
  const random = createRandom(seed)
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

export interface Told extends Point {
  readonly second: number
  readonly trend: Trend | null
}

/** The room of each moment, read every so many seconds. */
export function follow(
  bytesAt: (second: number) => number,
  { seconds = 120, everySeconds = 1 }: { seconds?: number; everySeconds?: number } = {},
): readonly Told[] {
  const line = createLineTrend()
  return Array.from({ length: Math.floor(seconds / everySeconds) + 1 }, (_, index) => {
    const second = index * everySeconds
    const point = { atMs: startMs + second * 1_000, bytes: bytesAt(second) }
    const trend = line.step({ ...point, lineBytes, roomBytes: Math.max(0, point.bytes) })
    return { ...point, second, trend }
  })
}

export const toldIn = (told: readonly Told[]): readonly Told[] =>
  told.filter(({ trend }) => trend !== null)

/** Quiet for a minute, then shrinking by so many megabytes a second. */
export const growingAfter =
  (fromSecond: number, megabytesPerSecond: number, untilSecond = Number.POSITIVE_INFINITY) =>
  (second: number): number =>
    12e9 - mb(megabytesPerSecond) * Math.max(0, Math.min(second, untilSecond) - fromSecond)
