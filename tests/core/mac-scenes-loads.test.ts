import { beforeAll, describe, expect, test } from 'vitest'
import type { Load } from '../../src/shared/load.ts'
import { pages, playedOnce, type Played } from './mac-scene.ts'

type Need = Extract<Load['need'], { kind: 'ok' }>

const needOf = (load: Load | undefined): Need => {
  if (load?.need.kind === 'ok') return load.need
  throw new Error('its need is not known')
}

/** The second of the scene in which something is first so. */
function firstSecond(scene: Played, is: (load: Load) => boolean): number {
  const startMs = scene.snapshots[0]?.atMs ?? 0
  const found = scene.snapshots.find(({ loads }) => loads.some(is))
  return found === undefined ? Number.NaN : (found.atMs - startMs) / 1_000
}

describe('a 19 GB model that loads into 32 GB: its load', () => {
  let scene: Played
  beforeAll(async () => {
    scene = await playedOnce('mac-m2max-32gb-loading')
  })

  test('is foreseen when its process is listed, 39 seconds before it is done', () => {
    expect(firstSecond(scene, ({ foreseenAtMs }) => foreseenAtMs !== null)).toBe(11)
    expect(firstSecond(scene, ({ stage }) => stage === 'loaded')).toBe(50)
    const [load] = scene.at(50).loads
    expect((load?.endedAtMs ?? 0) - (load?.foreseenAtMs ?? 0)).toBe(39_000)
  })

  test('needs what lies on the GPU when it works, to a few percent', () => {
    const need = needOf(scene.at(12).loads[0])
    // 19.0 GB of weights, 2.15 GB of cache for 8192 tokens, and what computing takes; the scene's own figures
    const workingBytes = pages(1_160_000 + 152_000)
    expect(need.needBytes / workingBytes).toBeGreaterThan(0.95)
    expect(need.needBytes / workingBytes).toBeLessThan(1.02)
    expect(need).toMatchObject({ verdict: 'tight', gapBytes: null, contextTokens: 8_192 })
  })

  test('is held against one and the same room, however much of it is there', () => {
    const rooms = [12, 20, 30, 40, 50].map((second) => needOf(scene.at(second).loads[0]).roomBytes)
    expect(new Set(rooms).size).toBe(1)
    expect(rooms[0]).toBe(22_906_503_168 - pages(55_000))
  })

  test('shows its share, which never falls, and is whole at its end', () => {
    const ratios = scene.snapshots.flatMap(({ loads }) =>
      loads.flatMap((one) => one.doneRatio ?? []),
    )
    expect(ratios).toEqual(ratios.toSorted((a, b) => a - b))
    expect(scene.at(30).loads[0]?.doneRatio).toBeCloseTo(0.46, 1)
    expect(ratios.at(-1)).toBe(1)
  })

  test('is gone half a minute after its end', () => {
    expect(scene.at(79).loads).toHaveLength(1)
    expect(scene.at(81).loads).toEqual([])
  })
})

describe('a load that Metal refuses', () => {
  let scene: Played
  beforeAll(async () => {
    scene = await playedOnce('mac-m1pro-16gb-refused')
  })

  test('is said not to fit a second after its line in the log, ten before Metal refuses it', () => {
    expect(firstSecond(scene, ({ toldBy }) => toldBy === 'log')).toBe(13)
    expect(scene.at(13).loads[0]).toMatchObject({
      name: 'llama3.1:8b',
      stage: 'loading',
      need: { verdict: 'no', contextTokens: 131_072 },
    })
    expect(firstSecond(scene, ({ stage }) => stage === 'failed')).toBe(24)
  })

  test('has more and more exact figures, and what would make it fit', () => {
    const early = needOf(scene.at(13).loads[0])
    const late = needOf(scene.at(22).loads[0])
    expect([early.origin, late.origin]).toEqual(['estimated', 'log'])
    // 4.9 GB of weights, 16 GiB of cache, 8.3 GiB to compute without flash attention
    expect(late.needBytes / 30.4e9).toBeCloseTo(1, 1)
    expect(late.advice.some(({ isEnough }) => isEnough)).toBe(true)
  })

  test('is followed by one that fits, and is loaded', () => {
    const [second] = scene.at(38).loads
    expect(second).toMatchObject({
      stage: 'loading',
      need: { verdict: 'fits', contextTokens: 8_192 },
    })
    expect(scene.at(45).loads.map(({ stage }) => stage)).toEqual(['loaded', 'failed'])
  })
})
