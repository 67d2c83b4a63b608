import { expect, test } from 'vitest'
import { killOnAndOn } from './killings.ts'
import { newStorePath } from './stores.ts'

const lanes = 4
const killsALane = 25

test('a writer that is killed a hundred times leaves a whole file, and loses no batch that was written', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: lanes }, (_, lane) => killOnAndOn(newStorePath(), killsALane, 70 + lane)),
  )
  expect(outcomes.flatMap(({ faults }) => faults)).toEqual([])
  const batches = outcomes.reduce((sum, one) => sum + one.batches, 0)
  expect(batches).toBeGreaterThan(lanes * killsALane)
}, 120_000)
