import { describe, expect, test } from 'vitest'
import { judgeScene } from '../../eval/scenes/judge-scene.ts'
import { playScene } from '../play-scene.ts'
import type { Kind } from '../scene.ts'
import { cleanKinds } from './clean.ts'
import { failingGrowth } from './failing-growth.ts'
import { failingLoads } from './failing-loads.ts'
import { failingOthers } from './failing-others.ts'

/** Its hours are for the suite. */
const failing = [...failingLoads, ...failingGrowth, ...failingOthers].filter(
  ({ name }) => name !== 'slow leak',
)

const shortOf = (kind: Kind): Kind => ({
  ...kind,
  make: (stage) => ({ ...kind.make(stage), seconds: 300 }),
})

describe('kinds of histories', { timeout: 120_000 }, () => {
  test.each(failing)(
    '$name: it begins well, fails, and nothing is left unanswered',
    async (kind) => {
      const played = await playScene(kind, 'test')
      const { failedAtMs, begunAtMs } = played.marks
      expect(judgeScene(played).faults).toEqual([])
      expect(begunAtMs).toBeGreaterThan(30_000)
      expect(failedAtMs ?? 0).toBeGreaterThan(begunAtMs ?? Number.POSITIVE_INFINITY)
    },
  )

  test.each(cleanKinds)('$name: no source fails, and memory is not short', async (kind) => {
    const levels = new Set<number>()
    const played = await playScene(shortOf(kind), 'test', {
      onSnapshot: (_, world) => void levels.add(world.pages().level),
    })
    expect(judgeScene(played).faults).toEqual([])
    expect([...levels]).toEqual([1])
  })
})
