import { expect, test } from 'vitest'
import { createCostPart } from '../../src/main/monitor/cost-part.ts'
import { probed } from '../../src/main/monitor/probed.ts'
import { ownProcess } from '../../src/main/probes/own-process.ts'
import { drive } from './driven.ts'

const question = 'library node/process'
const cost = (cpuMs: number, residentBytes = 61e6): string =>
  JSON.stringify({ pid: 4711, cpuMs, residentBytes })

function driveCost() {
  const source = probed('own', 'own cost', 'fast', ownProcess)
  return { ...drive(source), partAt: createCostPart(source) }
}

test('before the first answer no cost is told', () => {
  expect(driveCost().partAt(0)).toEqual({ kind: 'waiting', reason: 'no answer yet' })
})

test('what it takes of a core is known from the second answer on', async () => {
  const { tick, world, partAt } = driveCost()
  world.set(question, cost(400))
  await tick(0)
  expect(partAt(0)).toEqual({
    kind: 'ok',
    atMs: 0,
    isStale: false,
    residentBytes: 61e6,
    cpuRatio: null,
  })
  world.set(question, cost(415, 62e6))
  await tick(5_000)
  expect(partAt(5_000)).toMatchObject({ residentBytes: 62e6, cpuRatio: 0.003 })
})

test('asked again before the next answer it says the same', async () => {
  const { tick, world, partAt } = driveCost()
  world.set(question, cost(400))
  await tick(0)
  partAt(0)
  world.set(question, cost(500))
  await tick(1_000)
  expect(partAt(1_000)).toMatchObject({ cpuRatio: 0.1 })
  expect(partAt(1_500)).toMatchObject({ cpuRatio: 0.1, atMs: 1_000 })
})

test('a cost that is no more told is old, and then gone with its reason', async () => {
  const { tick, world, partAt } = driveCost()
  world.set(question, cost(400))
  await tick(0)
  world.set(question, '[]')
  await tick(1_000)
  expect(partAt(1_000)).toMatchObject({ kind: 'ok', isStale: true, residentBytes: 61e6 })
  expect(partAt(20_000)).toEqual({ kind: 'failed', reason: 'not the cost of a process' })
})

test('after the clock was set back it is known again at the second answer', async () => {
  const { tick, world, partAt } = driveCost()
  world.set(question, cost(400))
  await tick(3_600_000)
  partAt(3_600_000)
  world.set(question, cost(500))
  await tick(0)
  expect(partAt(0)).toMatchObject({ cpuRatio: null })
  world.set(question, cost(600))
  await tick(1_000)
  expect(partAt(1_000)).toMatchObject({ cpuRatio: 0.1 })
})
