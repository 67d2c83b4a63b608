import { describe, expect, test } from 'vitest'
import { createGrowthRuns, type EndedRun } from '../../../src/main/monitor/growth/growth-runs.ts'
import type { Load } from '../../../src/shared/load.ts'
import type { Model, Server } from '../../../src/shared/server.ts'
import { GB, loadOf, modelOf, needOf, serverOf, t0 } from '../../alerts/moments.ts'

const MB = 1e6

interface Second {
  readonly bytes: number | null
  readonly model?: Partial<Model>
  readonly server?: Partial<Server>
  readonly loads?: readonly Load[]
}

/** One tick a second of an MLX server; what each of them says. */
function runsIn(seconds: number, at: (second: number) => Second): readonly EndedRun[] {
  const endedAt = createGrowthRuns()
  return Array.from({ length: seconds }, (_, second) => {
    const { bytes, model, server, loads = [] } = at(second)
    const own = serverOf('mlx-lm', {
      kind: 'mlx-lm',
      title: 'mlx-lm',
      memoryBytes: bytes,
      ...server,
    })
    const of = modelOf('qwen', 4 * GB, { serverId: own.id, state: 'loaded', ...model })
    return endedAt(t0 + second * 1_000, { servers: [own], models: [of], loads })
  }).flat()
}

/** From second 10 on it grows by so much a second, for so long. */
const grown = (second: number, perSecond: number, forSeconds: number): number =>
  4 * GB + perSecond * Math.min(Math.max(second - 10, 0), forSeconds)

describe('a run of a model that grows', () => {
  test('is told once it has rested, with its pace from its first rise to its highest', () => {
    const runs = runsIn(120, (second) => ({ bytes: grown(second, 20 * MB, 40) }))
    expect(runs).toHaveLength(1)
    expect(runs[0]).toMatchObject({ engine: 'mlx-lm', model: 'qwen', run: { bytesPerToken: null } })
    expect(runs[0]?.run.bytesPerSecond).toBeCloseTo(20 * MB, -4)
  })

  test('tells what a token takes, where they are counted', () => {
    const [run] = runsIn(120, (second) => ({
      bytes: grown(second, 20 * MB, 40),
      model: { contextUsedTokens: 100 + 40 * Math.min(Math.max(second - 10, 0), 40) },
    }))
    expect(run?.run.bytesPerToken).toBeCloseTo(500_000, 0)
  })

  test('goes on through its blocks, and ends where what it took is let go', () => {
    const inBlocks = (second: number): number => Math.floor(second / 8) * 160 * MB
    const runs = runsIn(100, (second) => ({
      bytes: second > 80 ? 4 * GB : 4 * GB + inBlocks(second),
    }))
    expect(runs).toHaveLength(1)
    expect(runs[0]?.run.bytesPerSecond).toBeGreaterThan(18 * MB)
    expect(runs[0]?.run.bytesPerSecond).toBeLessThan(23 * MB)
  })

  test('that comes after another is its own', () => {
    const runs = runsIn(300, (second) => ({
      bytes: grown(second, 20 * MB, 40) + (second > 160 ? 10 * MB * Math.min(second - 160, 60) : 0),
    }))
    expect(runs.map(({ run }) => Math.round(run.bytesPerSecond / MB))).toEqual([20, 10])
  })
})

describe('no run is', () => {
  test.each<[string, (second: number) => Second]>([
    ['what is too little', (second) => ({ bytes: grown(second, 2 * MB, 40) })],
    ['what is too short', (second) => ({ bytes: grown(second, 100 * MB, 8) })],
    ['memory that is not known', () => ({ bytes: null })],
    [
      'what a load takes',
      (second) => ({
        bytes: grown(second, 50 * MB, 40),
        loads: [
          loadOf('qwen', needOf(4 * GB, 20 * GB), {
            serverId: serverOf('mlx-lm').id,
            endedAtMs: second < 52 ? null : t0 + 52_000,
          }),
        ],
      }),
    ],
    [
      'what an engine takes that has its cache already',
      (second) => ({ bytes: grown(second, 20 * MB, 40), server: { kind: 'llama-server' } }),
    ],
    [
      'what another process of that name has',
      (second) => ({
        bytes: second < 60 ? 4 * GB : 9 * GB,
        server: { startedAtMs: second < 60 ? 1 : 2 },
      }),
    ],
  ])('%s', (_, at) => {
    expect(runsIn(160, at)).toEqual([])
  })

  test('a night that the machine slept through', () => {
    const endedAt = createGrowthRuns()
    const at = (ms: number, bytes: number) => {
      const own = serverOf('mlx-lm', { kind: 'mlx-lm', memoryBytes: bytes })
      const of = modelOf('qwen', 4 * GB, { serverId: own.id, state: 'loaded' })
      return endedAt(t0 + ms, { servers: [own], models: [of], loads: [] })
    }
    at(0, 4 * GB)
    at(8 * 3_600_000, 9 * GB)
    expect(at(8 * 3_600_000 + 60_000, 9 * GB)).toEqual([])
    expect(at(60_000, 4 * GB)).toEqual([]) // and the clock was set back
  })
})
