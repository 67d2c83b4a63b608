import { expect, test } from 'vitest'
import { createProcessReader } from '../../../src/main/probes/linux/processes.ts'
import { setProcesses, type ProcProcess } from '../../proc.ts'
import { askerOf, type World } from '../../world.ts'

/** Reads again and again in one world whose process 7 changes; answers with the executable that is told. */
function createHistory(): (atMs: number, ...processes: readonly ProcProcess[]) => Promise<unknown> {
  const read = createProcessReader()
  const world: World = new Map()
  return async (atMs, ...processes) => {
    setProcesses(world, processes)
    const reading = await read(askerOf(world, atMs))
    if (reading.kind !== 'ok') return reading
    return reading.value.find((process) => process.pid === 7)?.executable
  }
}

const sh: ProcProcess = { pid: 7, name: 'sh', startTicks: 10, executable: '/bin/sh' }

test('what a process runs is asked once, once more when it has settled, and then no more', async () => {
  const at = createHistory()
  expect(await at(0, sh)).toBe('/bin/sh')
  expect(await at(1_999, { ...sh, executable: '/bin/same-name' })).toBe('/bin/sh')
  expect(await at(2_000, { ...sh, executable: '/bin/same-name' })).toBe('/bin/same-name')
  expect(await at(100_000, { ...sh, executable: '/bin/later' })).toBe('/bin/same-name')
})

test('of those that run already each is asked once: those that began shortly before the newest are fresh', async () => {
  const at = createHistory()
  const newest: ProcProcess = { pid: 9, name: 'headroom', startTicks: 210 }
  await at(0, sh, newest)
  expect(await at(2_000, { ...sh, executable: '/bin/same-name' }, newest)).toBe('/bin/sh')
  // another program in the old process is fresh again
  const node: ProcProcess = { ...sh, name: 'node', executable: '/bin/node' }
  expect(await at(3_000, node, newest)).toBe('/bin/node')
  expect(await at(5_000, { ...node, executable: '/bin/bun' }, newest)).toBe('/bin/bun')
})

test('a process that begins another program is asked anew, and once more when it has settled', async () => {
  const at = createHistory()
  await at(0, sh)
  await at(5_000, sh)
  const node: ProcProcess = { ...sh, name: 'node', executable: '/bin/node' }
  expect(await at(6_000, node)).toBe('/bin/node')
  expect(await at(7_999, { ...node, executable: '/bin/bun' })).toBe('/bin/node')
  expect(await at(8_000, { ...node, executable: '/bin/bun' })).toBe('/bin/bun')
})

test('a new process with an old pid is not taken for the old one', async () => {
  const at = createHistory()
  await at(0, sh)
  await at(5_000, sh)
  expect(await at(6_000, { ...sh, startTicks: 600, executable: '/opt/sh' })).toBe('/opt/sh')
})

test('what was known of a process is forgotten when it ends', async () => {
  const at = createHistory()
  await at(0, sh)
  await at(5_000, sh)
  expect(await at(6_000)).toBe(undefined)
  expect(await at(7_000, { ...sh, executable: '/opt/sh' })).toBe('/opt/sh')
})

test('the memory of a process is asked every time', async () => {
  const read = createProcessReader()
  const world: World = new Map()
  for (const residentPages of [100, 250, 90]) {
    setProcesses(world, [{ ...sh, residentPages }])
    const reading = await read(askerOf(world, residentPages))
    expect(reading).toMatchObject({ kind: 'ok', value: [{ residentPages }] })
  }
})
