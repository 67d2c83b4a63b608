import { expect, test } from 'vitest'
import { createProcessFactsReader } from '../../../src/main/monitor/darwin/process-facts.ts'
import { pid } from '../../../src/shared/ids.ts'
import { valueOf } from '../../world.ts'
import { createAsking } from './asked.ts'
import { asks, headroomPid, listed, macWorld, setProcesses } from './mac-world.ts'
import type { Listed } from './process-texts.ts'

const rowOf = ({ pid: id, parentPid }: Listed) => ({ pid: pid(id), parentPid: pid(parentPid) })
const running = listed.map(rowOf)
const own = pid(headroomPid)
const beginner = { pid: 600, parentPid: 1, user: 'user', file: '/opt/n/new', rssKib: 1 }

test('facts are asked once while the same processes run, and again after a minute', async () => {
  const { asked, at } = createAsking(macWorld())
  const read = createProcessFactsReader()
  for (const atMs of [0, 5_000, 59_999, 60_000, 65_000]) {
    const reading = await read(at(atMs), running, own)
    expect(reading).toMatchObject({ kind: 'ok', atMs })
    if (reading.kind !== 'ok') continue
    expect([...reading.value.keys()]).toEqual(listed.map((one) => one.pid))
    expect(reading.value.get(pid(400))).toMatchObject({ user: 'user', command: listed[3]?.file })
  }
  expect(asked).toEqual([asks.facts, asks.facts])
})

test('a process that is new is asked for at once; one that has ended is no reason to ask', async () => {
  const world = macWorld()
  const { asked, at } = createAsking(world)
  const read = createProcessFactsReader()
  await read(at(0), running, own)
  await read(at(1_000), running.slice(1), own)
  expect(asked).toHaveLength(1)
  setProcesses(world, [...listed, beginner])
  const reading = await read(at(2_000), [...running, rowOf(beginner)], own)
  expect(asked).toHaveLength(2)
  expect(reading.kind === 'ok' && reading.value.get(pid(600))?.command).toBe('/opt/n/new')
})

test('where nobody knows who runs, facts are asked', async () => {
  const { asked, at } = createAsking(macWorld())
  const read = createProcessFactsReader()
  await read(at(0), null, own)
  await read(at(1_000), null, own)
  await read(at(2_000), running, own)
  expect(asked).toHaveLength(2)
})

test('a clock that was set back makes the facts old', async () => {
  const { asked, at } = createAsking(macWorld())
  const read = createProcessFactsReader()
  await read(at(100_000), running, own)
  await read(at(40_000), running, own)
  expect(asked).toHaveLength(2)
})

test('a failure is told, and asked again with the next question', async () => {
  const world = macWorld()
  world.set(asks.facts, 'ps: illegal option\n')
  const { asked, at } = createAsking(world)
  const read = createProcessFactsReader()
  expect((await read(at(0), running, own)).kind).toBe('failed')
  setProcesses(world, listed)
  expect(valueOf(await read(at(1_000), running, own))).toHaveProperty('size', listed.length)
  world.set(asks.facts, { kind: 'failed', reason: 'it took too long' })
  expect((await read(at(70_000), running, own)).kind).toBe('failed')
  expect((await read(at(75_000), running, own)).kind).toBe('failed')
  expect(asked).toHaveLength(4)
})

test('a command of Headroom’s own is no news; where its own number is not known, it is', async () => {
  const { asked, at } = createAsking(macWorld())
  const read = createProcessFactsReader()
  const ps = { pid: pid(9_000), parentPid: own }
  await read(at(0), [...running, ps], own)
  await read(at(1_000), [...running, ps], own)
  expect(asked).toHaveLength(1)
  await read(at(2_000), [...running, ps], null)
  expect(asked).toHaveLength(2)
})
