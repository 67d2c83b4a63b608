import { describe, expect, test } from 'vitest'
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
    parts: [],
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

const process = (pid: number, kind: string, cpuMs: number | null, residentBytes: number | null) => ({ pid, startedAtMs: 1, kind, cpuMs, residentBytes }) // prettier-ignore
const told = (...processes: readonly object[]): string =>
  JSON.stringify({ pid: 1, cpuMs: 400, residentBytes: 61e6, processes })

describe('the cost of an app', () => {
  test('is that of all its processes, told by what they do, the largest first', async () => {
    const { tick, world, partAt } = driveCost()
    world.set(
      question,
      told(
        process(1, 'main', 400, 80e6),
        process(2, 'gpu', 100, 60e6),
        process(3, 'window', 50, 90e6),
        process(4, 'window', 50, 70e6),
      ),
    )
    await tick(0)
    expect(partAt(0)).toMatchObject({
      residentBytes: 300e6,
      cpuRatio: null,
      parts: [
        { kind: 'window', processCount: 2, residentBytes: 160e6, cpuRatio: null },
        { kind: 'main', processCount: 1, residentBytes: 80e6, cpuRatio: null },
        { kind: 'gpu', processCount: 1, residentBytes: 60e6, cpuRatio: null },
      ],
    })
    world.set(
      question,
      told(process(1, 'main', 500, 80e6), process(2, 'gpu', 200, 60e6), process(5, 'window', 30, 90e6)), // prettier-ignore
    )
    await tick(1_000)
    // two windows are gone, and one is new: it has taken all of its time since
    expect(partAt(1_000)).toMatchObject({
      residentBytes: 230e6,
      cpuRatio: expect.closeTo(0.23, 6) as number,
      parts: [
        { kind: 'window', processCount: 1, residentBytes: 90e6, cpuRatio: 0.03 },
        { kind: 'main', cpuRatio: 0.1 },
        { kind: 'gpu', cpuRatio: 0.1 },
      ],
    })
    expect(partAt(1_500)).toMatchObject({ parts: [{ cpuRatio: 0.03 }, {}, {}] })
  })
})

describe('a process of the app', () => {
  test('under a number that was given again is another', async () => {
    const { tick, world, partAt } = driveCost()
    world.set(question, told(process(7, 'window', 900, 1e6)))
    await tick(0)
    partAt(0)
    world.set(question, told({ ...process(7, 'window', 20, 1e6), startedAtMs: 2 }))
    await tick(1_000)
    expect(partAt(1_000)).toMatchObject({ cpuRatio: 0.02 })
  })

  test('where Electron does not tell it, is that of the main process, and no part is 0', async () => {
    const { tick, world, partAt } = driveCost()
    world.set(question, told(process(1, 'main', null, null), process(2, 'gpu', null, null)))
    await tick(0)
    partAt(0)
    await tick(1_000)
    expect(partAt(1_000)).toMatchObject({
      residentBytes: 61e6,
      cpuRatio: null,
      parts: [
        { kind: 'main', residentBytes: null, cpuRatio: null },
        { kind: 'gpu', residentBytes: null, cpuRatio: null },
      ],
    })
  })

  test('a kind that no Headroom has is refused', async () => {
    const { tick, world, partAt } = driveCost()
    world.set(question, told(process(1, 'miner', 1, 1)))
    await tick(0)
    expect(partAt(0)).toEqual({ kind: 'failed', reason: 'not the cost of a process' })
  })
})
