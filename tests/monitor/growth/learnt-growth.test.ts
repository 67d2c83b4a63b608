import { describe, expect, test } from 'vitest'
import type { KeptGrowth } from '../../../src/main/history/learnt/growth-runs.ts'
import { createForecastPart } from '../../../src/main/monitor/forecast-part.ts'
import type { RunsOut } from '../../../src/shared/forecast.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { GB, macAt, modelOf, serverOf, t0 } from '../../alerts/moments.ts'
import { learntInMemory } from '../../history/learnt-fake.ts'

const MB = 1e6
const paceMB = 60

/** An MLX server that takes 60 MB a second for five minutes, unevenly, and rests then. */
function moment(second: number): Snapshot {
  const grown = paceMB * MB * (Math.min(second, 300) + 3 * Math.sin(second))
  const own = serverOf('mlx-lm', { kind: 'mlx-lm', title: 'mlx-lm', memoryBytes: 6 * GB + grown })
  const of = modelOf('qwen', 6 * GB, { serverId: own.id, state: 'loaded' })
  return macAt(
    t0 + second * 1_000,
    { servers: [own], models: [of] },
    {
      gpuInUseBytes: 6 * GB + grown,
      limitBytes: 36 * GB,
      availableBytes: 50 * GB - grown,
      ramBytes: 64 * GB,
    },
  )
}

const growthOf = (...paces: readonly number[]): KeptGrowth => ({
  id: 'growth mlx-lm qwen',
  engine: 'mlx-lm',
  model: 'qwen',
  runs: paces.length,
  lastAtMs: 0,
  recent: paces.map((pace) => ({ bytesPerSecond: pace * MB, bytesPerToken: null })),
})

function played(growths: readonly KeptGrowth[], seconds = 300) {
  const learnt = learntInMemory({ growths })
  const forecastAt = createForecastPart(undefined, learnt.use)
  const all = Array.from({ length: seconds }, (_, second): RunsOut | null => {
    const part = forecastAt(t0 + second * 1_000, moment(second))
    return part.kind === 'ok' ? part.runsOut : null
  })
  return { all, learnt }
}

const endsIn = (all: readonly (RunsOut | null)[]) =>
  all.map((one) => (one === null ? null : [one.msLeft, one.bytesPerSecond, one.line, one.by]))
const sureFrom = (all: readonly (RunsOut | null)[]): number =>
  all.findIndex((one) => one?.sureness === 'sure')

describe('a forecast of a model whose growth is known here', () => {
  const without = played([]).all
  const usual = played([growthOf(55, 60, 66)]).all
  const other = played([growthOf(1, 2, 3)]).all

  test('tells the same seconds as without, whatever was learnt', () => {
    expect(without.filter((one) => one !== null).length).toBeGreaterThan(200)
    expect(endsIn(usual)).toEqual(endsIn(without))
    expect(endsIn(other)).toEqual(endsIn(without))
  })

  test('is sure earlier where it grows as usual, and no later where it does not', () => {
    expect(sureFrom(usual)).toBeGreaterThan(0)
    expect(sureFrom(usual)).toBeLessThan(sureFrom(without))
    expect(sureFrom(other)).toBe(sureFrom(without))
  })

  test('goes by no fewer than three runs', () => {
    expect(played([growthOf(60, 60)]).all).toEqual(without)
  })
})

test('a run that is over is noted, and makes the next one known', () => {
  const { learnt } = played([], 400)
  const [growth] = learnt.parts().growths
  expect(growth).toMatchObject({ engine: 'mlx-lm', model: 'qwen', runs: 1 })
  expect(growth?.recent[0]?.bytesPerSecond).toBeGreaterThan(0.8 * paceMB * MB)
  expect(growth?.recent[0]?.bytesPerSecond).toBeLessThan(1.2 * paceMB * MB)
})
