import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHolderReader } from '../../../src/main/monitor/darwin/holders.ts'
import { pid } from '../../../src/shared/ids.ts'
import { valueOf, type World } from '../../world.ts'
import { createAsking } from './asked.ts'

/** Holders that run or have ended, and how many ends have been counted. */
function watchHolders(world: World) {
  const read = createHolderReader()
  const asking = createAsking(world)
  return {
    asked: asking.asked,
    endedAfter: async (...holders: readonly number[]) => {
      const value = valueOf(await read(asking.at(0), holders.map(pid)))
      return typeof value === 'string' ? value : { endedCount: value.endedCount }
    },
  }
}

const runs = (...pids: readonly number[]): World =>
  new Map(pids.map((id) => [`process ${id}`, 'runs']))

test('a holder that ends is counted, and one that runs is not', async () => {
  const world = runs(7, 8)
  const { endedAfter } = watchHolders(world)
  expect(await endedAfter(7, 8)).toEqual({ endedCount: 0 })
  world.set('process 7', 'ended')
  expect(await endedAfter(8)).toEqual({ endedCount: 1 })
  expect(await endedAfter(8)).toEqual({ endedCount: 1 })
})

test('a holder that is no longer listed is watched on, and counted once when it ends', async () => {
  const world = runs(7)
  const { endedAfter, asked } = watchHolders(world)
  await endedAfter(7)
  expect(await endedAfter()).toEqual({ endedCount: 0 })
  world.set('process 7', 'ended')
  expect(await endedAfter()).toEqual({ endedCount: 1 })
  expect(await endedAfter()).toEqual({ endedCount: 1 })
  expect(asked).toHaveLength(3)
})

test('a holder that has ended is counted once, though the list is old and names it still', async () => {
  const world = runs(7)
  const { endedAfter } = watchHolders(world)
  await endedAfter(7)
  world.set('process 7', 'ended')
  expect(await endedAfter(7)).toEqual({ endedCount: 1 })
  expect(await endedAfter(7)).toEqual({ endedCount: 1 })
})

test('two that end at once are two', async () => {
  const world = runs(7, 8)
  const { endedAfter } = watchHolders(world)
  await endedAfter(7, 8)
  world.set('process 7', 'ended').set('process 8', 'ended')
  expect(await endedAfter()).toEqual({ endedCount: 2 })
})

test('nobody has ended because the host did not answer', async () => {
  const world = runs(7)
  const { endedAfter } = watchHolders(world)
  await endedAfter(7)
  world.set('process 7', { kind: 'failed', reason: 'not permitted' })
  expect(await endedAfter(7)).toEqual({ endedCount: 0 })
  world.delete('process 7')
  expect(await endedAfter()).toEqual({ endedCount: 0 })
})

test('without holders nothing is asked', async () => {
  const { endedAfter, asked } = watchHolders(new Map())
  expect(await endedAfter()).toEqual({ endedCount: 0 })
  expect(asked).toEqual([])
})

test('the count never falls, and is never more than have ended', async () => {
  const tick = fc.record({
    holders: fc.subarray([1, 2, 3, 4]),
    ending: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(tick, { maxLength: 12 }), async (walk) => {
      const world = runs(1, 2, 3, 4)
      const { endedAfter } = watchHolders(world)
      const ended = new Set<number>()
      const unlisted = new Set<number>()
      let before = 0
      for (const { holders, ending } of walk) {
        if (ending !== null) {
          ended.add(ending)
          world.set(`process ${ending}`, 'ended')
        }
        // an old list may still name those who have ended; once it does not, it never does again
        for (const one of ended) if (!holders.includes(one)) unlisted.add(one)
        const told = await endedAfter(...holders.filter((one) => !unlisted.has(one)))
        const count = typeof told === 'string' ? Number.NaN : told.endedCount
        expect(count).toBeGreaterThanOrEqual(before)
        expect(count).toBeLessThanOrEqual(ended.size)
        before = count
      }
    }),
    { numRuns: 200 },
  )
})
