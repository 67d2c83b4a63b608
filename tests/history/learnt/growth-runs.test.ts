import { describe, expect, test } from 'vitest'
import {
  mostRuns,
  shownGrowth,
  withRun,
  type GrowthRun,
  type KeptGrowth,
} from '../../../src/main/history/learnt/growth-runs.ts'

const MB = 1e6
const of = { engine: 'mlx-lm', model: 'qwen' }
const minuteMs = 60_000
const run = (pace: number, bytesPerToken: number | null = null): GrowthRun => ({
  bytesPerSecond: pace * MB,
  bytesPerToken,
})
const after = (...runs: readonly GrowthRun[]): readonly KeptGrowth[] =>
  runs.reduce<readonly KeptGrowth[]>(
    (growths, one, index) => withRun(growths, of, one, (index + 1) * minuteMs),
    [],
  )
const bandAfter = (...runs: readonly GrowthRun[]) => {
  const [growth] = after(...runs).map(shownGrowth)
  return growth?.bytesPerSecond
}

describe('the usual growth of a model', () => {
  test('is between the slowest and the fastest of three runs', () => {
    expect(bandAfter(run(30), run(10), run(20))).toEqual({
      low: 10 * MB,
      middle: 20 * MB,
      high: 30 * MB,
    })
  })

  test('is not moved by one run that lies far off', () => {
    expect(bandAfter(run(20), run(21), run(9_000), run(19), run(22))).toEqual({
      low: 20 * MB,
      middle: 21 * MB,
      high: 22 * MB,
    })
  })

  test('forgets what was long ago, and counts it still', () => {
    const [growth] = after(...Array.from({ length: 30 }, (_, index) => run(index + 1)))
    expect(growth?.runs).toBe(30)
    expect(growth?.recent).toHaveLength(mostRuns)
    expect(growth?.recent.at(-1)).toEqual(run(30))
  })

  test('knows tokens by the runs that counted them, and not without any', () => {
    expect(after(run(20)).map(shownGrowth)[0]?.bytesPerToken).toBeNull()
    expect(after(run(20), run(20, 5e5)).map(shownGrowth)[0]?.bytesPerToken?.middle).toBe(5e5)
  })
})

test('what no model does is no run of it', () => {
  for (const wrong of [run(0), run(1e9), run(-3), run(Number.NaN), run(20, 0), run(20, 1e12)])
    expect(after(wrong)).toEqual([])
})

test('a run that two Headrooms have seen counts once', () => {
  const once = withRun([], of, run(20), minuteMs)
  expect(withRun(once, of, run(21), minuteMs + 3_000)).toBe(once)
})
