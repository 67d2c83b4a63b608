import { describe, expect, test } from 'vitest'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { wrongSumsOf } from '../frame/sums.ts'
import { gpuFreeBytes, mustChoose, putModel } from './kinds/common.ts'
import type { World } from './mac/world.ts'
import { ggufOf } from './models.ts'
import { playScene, type Played } from './play-scene.ts'
import { createApps } from './programs/apps.ts'
import { llamaNeedBytes, startLlamaServer } from './programs/llama-server.ts'
import type { Kind, Stage } from './scene.ts'

interface Seen {
  readonly atMs: number
  readonly snapshot: Snapshot
  readonly inUseBytes: number
}

const needs: number[] = []

/** One load of llama-server, somebody looking, on a Mac with room for it. */
const oneLoad: Kind = {
  name: 'one load',
  group: 'clean',
  mac: { minGiB: 36, raisedRatio: 0 },
  lookedRatio: 1,
  make: (stage: Stage) => {
    const { world, random } = stage
    const { shellPid } = createApps(world)
    world.step()
    const free = gpuFreeBytes(world)
    const { shape, contextTokens } = mustChoose(random, free * 0.5, free * 0.7)
    const model = putModel(world, ggufOf(shape))
    needs.push(llamaNeedBytes(model, contextTokens))
    world.at(40_000, () => {
      const server = startLlamaServer(world, {
        model,
        contextTokens,
        port: 8_080,
        parentPid: shellPid,
      })
      world.at(110_000, () => void server.ask({ promptTokens: 500, answerTokens: 200 }))
    })
    return { seconds: 150, failure: null, deserved: [] }
  },
}

async function played(seed: string): Promise<{ readonly scene: Played; readonly seen: Seen[] }> {
  const seen: Seen[] = []
  const scene = await playScene(oneLoad, seed, {
    onSnapshot: (snapshot, world: World) =>
      void seen.push({ atMs: world.nowMs(), snapshot, inUseBytes: world.gpu().inUseBytes }),
  })
  return { scene, seen }
}

describe('a scene through the whole of Core', { timeout: 60_000 }, () => {
  test('every question of production has an answer that its parser takes', async () => {
    const { scene } = await played('answers')
    expect(scene.unanswered).toEqual([])
    expect(scene.failed).toEqual([])
    expect(scene.snapshotCount).toBeGreaterThan(100)
  })

  test('every Snapshot adds up', async () => {
    const { seen } = await played('sums')
    expect(seen.flatMap(({ snapshot }) => wrongSumsOf(snapshot))).toEqual([])
  })

  test('the GPU has in use what the scene has on it', async () => {
    const { seen } = await played('gpu')
    const read = seen.flatMap(({ snapshot: { gpu, atMs }, inUseBytes }) =>
      gpu.kind === 'ok' && gpu.atMs === atMs ? [[gpu.inUseNowBytes, inUseBytes] as const] : [],
    )
    expect(read.length).toBeGreaterThan(30)
    expect(read.map(([told]) => told)).toEqual(read.map(([, was]) => was))
  })

  test('its load is seen while it is under way, with what it will take', async () => {
    needs.length = 0
    const { seen } = await played('load')
    const loads = seen.flatMap(({ snapshot }) => snapshot.loads.slice(0, 1))
    const known = loads.flatMap(({ need }) => (need.kind === 'ok' ? [need.needBytes] : []))
    const [needBytes = 0] = needs
    expect(new Set(loads.map(({ stage }) => stage))).toEqual(new Set(['loading', 'loaded']))
    expect(Math.abs((known.at(-1) ?? 0) / needBytes - 1)).toBeLessThan(0.03)
    const [model] = seen.at(-1)?.snapshot.models ?? []
    expect(model?.state).toBe('idle')
  })

  test('the same seed is the same scene, and another is another', async () => {
    const [one, same, other] = [await played('a'), await played('a'), await played('b')]
    const figures = ({ seen }: { readonly seen: readonly Seen[] }) =>
      seen.map(({ snapshot, inUseBytes }) => [snapshot.atMs, inUseBytes, snapshot.room])
    expect(figures(same)).toEqual(figures(one))
    expect(same.scene).toEqual(one.scene)
    expect(figures(other)).not.toEqual(figures(one))
  })
})
